# Texts of the screens.

## Frame

screen-skip = Aller au contenu
screen-navigation = Navigation principale
screen-group-work = Travail
screen-group-custody = Conservation
screen-search = Recherche
screen-items = Pièces
screen-intake = Réception
screen-processing = Traitement
screen-consultations = Consultations
screen-people = Comptes
screen-access = Accès
screen-access-none = à aucun versement
screen-access-no-evidence = aucune pièce à conviction
screen-access-to = { $accessions }
screen-access-many =
    { $n ->
         [one] { $n } versement
        *[other] { $n } versements
    }
screen-images-covered = Images couvertes
screen-image-shown = Une image est visible : Échap la couvre
screen-language = Langue
screen-account = Compte de { $name }
screen-sign-out = Se déconnecter
screen-recorded = Enregistré sous
screen-close = Fermer

## Signing in

screen-sign-in = Se connecter
screen-door-line = Atelier de preuves. Chaque connexion et chaque consultation est enregistrée.
screen-name = Nom
screen-password = Mot de passe
screen-sign-in-wrong = Le nom ou le mot de passe est incorrect.
screen-sign-in-wait =
    { $seconds ->
         [one] Trop de tentatives. Réessayez dans { $seconds } seconde.
        *[other] Trop de tentatives. Réessayez dans { $seconds } secondes.
    }
screen-sign-in-again = Connectez-vous pour continuer. Une session prend fin après quelques minutes sans usage.
screen-signed-out = Vous êtes déconnecté.
screen-sign-in-note = Les comptes sont ouverts par l’administrateur.

## Roles

screen-role-custodian = Conservateur
screen-role-analyst = Analyste
screen-role-examiner = Expert en documents
screen-role-reviewer = Vérificateur d’identité
screen-role-investigator = Enquêteur
screen-role-security-officer = Responsable de la sécurité
screen-role-administrator = Administrateur

## States of an item

screen-state-read = Lu
screen-state-read-in-part = Lu en partie
screen-state-no-text = Sans texte
screen-state-empty = Vide
screen-state-encrypted = Chiffré
screen-state-unsupported = Non pris en charge
screen-state-damaged = Endommagé
screen-state-over-limit = Limite dépassée
screen-state-waiting = En attente

## Search

screen-search-title = { $query } · Recherche
screen-search-documents = Rechercher dans les documents
screen-batch = Recherche par liste
screen-read-as = Compris comme :
screen-letters-on = Variantes de lettres : oui
screen-letters-off = Variantes de lettres : non
screen-forms-on = Formes du mot : oui
screen-forms-off = Formes du mot : non
screen-ocr-on = Tolérance OCR : oui
screen-ocr-off = Tolérance OCR : non
screen-filters = Filtres
screen-remove-filter = Retirer le filtre { $filter }
screen-clear-all = Tout effacer
screen-no-filters = Aucun filtre pour ces résultats.
screen-facet-date = Date du document
screen-facet-state = État de lecture
screen-facet-kind = Type de fichier
screen-facet-quality = Qualité de lecture
screen-facet-language = Langue
screen-facet-accession = Versement
screen-facet-folder = Dossier
screen-as-table = En tableau
screen-year = Année
screen-documents = Documents
screen-count-documents =
    { $n ->
         [one] { $n } document
        *[other] { $n } documents
    }
screen-count-pages-found =
    { $n ->
         [one] { $n } page
        *[other] { $n } pages
    }
screen-how-everything = toutes les pages
screen-how-written-forms = avec ses graphies
screen-how-word-forms = et ses formes
screen-how-across-scripts = et selon le son dans l’autre écriture
screen-how-ocr = points diacritiques ignorés
screen-how-exact = exactement comme écrit
screen-how-phrase = côte à côte
screen-how-near = au plus { $n } mots entre
screen-how-prefix = comme début de mot
screen-how-fuzzy = à { $n } lettres près
screen-how-ignored = ignoré
screen-how-or = ou
screen-how-not = sans
screen-facet-unknown = inconnu
screen-took = en { $seconds } s · parmi ce que vous pouvez voir
screen-order = Ordre
screen-order-relevance = Pertinence
screen-order-date = Date
screen-order-item = Numéro
screen-order-path = Chemin
screen-view = Affichage
screen-view-list = Liste
screen-view-table = Tableau
screen-not-readable =
    { $n ->
         [one] { $n } document n’est pas encore lisible
        *[other] { $n } documents ne sont pas encore lisibles
    }
screen-nothing-found = Rien trouvé
screen-nothing-found-line = Aucune pièce visible pour vous ne répond à cette requête. La lecture de la requête figure plus haut ; ces étapes l’élargissent :
screen-relax-filters = Sans filtres
screen-relax-letters = Avec variantes de lettres
screen-relax-forms = Avec formes du mot
screen-relax-ocr = En tolérant les erreurs d’OCR
screen-relax-phrase = Les mots au lieu de l’expression
screen-query-fault = Cette requête ne peut être lue
screen-query-here = caractère { $position }
screen-start-title = Chercher dans tout ce qui a été lu
screen-start-line = L’arabe est trouvé dans toutes ses graphies usuelles, avec article et particules, et aussi en lettres latines.
screen-write = Écrivez
screen-finds = Cela trouve
screen-help-words = les pages avec les deux mots, sous toute graphie et forme
screen-help-phrase = les mots côte à côte, dans cet ordre
screen-help-prefix = les mots qui commencent ainsi
screen-help-or = l’un ou l’autre mot
screen-help-field = par champ : path (chemin), kind (type), state (état), date, language (langue), accession (versement), item (pièce)
screen-results = Résultats
screen-pages-of-results = Pages de la liste
screen-previous = Précédent
screen-next = Suivant
screen-earlier = Antérieures
screen-from-start = Depuis le début
screen-page = Page
screen-page-n = page { $n }
screen-page-of = Page { $n } / { $m }
screen-page-entry = Numéro de page, de 1 à { $pages }
screen-go = Aller

## Batch search

screen-batch-line = Une requête par ligne. Chaque ligne reçoit sa réponse ; une ligne illisible n’arrête pas les autres.
screen-batch-queries = Requêtes, une par ligne
screen-batch-run = Tout chercher
screen-batch-verdicts =
    { $n ->
         [one] { $n } requête, { $found } avec résultats
        *[other] { $n } requêtes, { $found } avec résultats
    }
screen-batch-left-out = Seules les 1 000 premières lignes ont été traitées ; laissées : { $n }
screen-line = Ligne
screen-query = Requête
screen-verdict = Réponse
screen-not-understood = Non compris

## Document

screen-document = Document
screen-pages = Pages
screen-count-pages =
    { $n ->
         [one] { $n } page
        *[other] { $n } pages
    }
screen-hits-on-page =
    { $n ->
         [one] { $n } occurrence sur cette page
        *[other] { $n } occurrences sur cette page
    }
screen-hit-of = Occurrence { $k } sur { $m }
screen-previous-hit = Occurrence précédente
screen-next-hit = Occurrence suivante
screen-result-n = Résultat { $n }
screen-previous-result = Résultat précédent
screen-next-result = Résultat suivant
screen-previous-page = Page précédente
screen-next-page = Page suivante
screen-page-image = Image de la page
screen-page-image-scroll = Image de la page, défilable
screen-image-alt = Image de la page { $n } de { $id }
screen-zoom-in = Agrandir
screen-zoom-out = Réduire
screen-word-boxes = Cadres de mots
screen-legend = Bleu : ligne choisie · jaune : occurrence · ambre : lecture peu sûre. L’original n’est jamais modifié.
screen-image-covered = Image couverte
screen-cover-line = Ceci peut être une photographie. Elle n’a pas été envoyée à cet ordinateur.
screen-text = Texte
screen-text-scroll = Texte de la page, défilable
screen-source-native = Texte tel que le fichier le contient
screen-source-layer = Couche de texte du fichier
screen-source-ocr = Lu par machine à partir de l’image
screen-source-none = Cette page ne contient pas de texte
screen-confidence = confiance { $percent } %
screen-weak-word = lecture peu sûre
screen-no-text = Aucun texte n’a été lu sur cette page.
screen-no-page = Cette pièce n’a pas de page à montrer. Son dossier figure à côté.
screen-line-n = Ligne { $n }
screen-record = Dossier du document
screen-record-scroll = Dossier, défilable
screen-tab-custody = Conservation
screen-tab-metadata = Métadonnées
screen-tab-members = Contenu
screen-tab-copies = Copies

## Custody

screen-verify = Vérifier maintenant
screen-verify-line = Relit les octets conservés et l’inscription au journal.
screen-verdict-holds = Inchangé depuis la réception
screen-verdict-not = Cela ne tient pas
screen-verdict-tree = journal de { $n } actes
screen-content-holds = Les octets correspondent à leur empreinte
screen-content-not = Les octets ne correspondent pas à leur empreinte
screen-act-holds = Sa réception figure au journal
screen-act-not = Le journal ne prouve pas sa réception
screen-trail = Chaîne de conservation
screen-proof = Télécharger la preuve
screen-proof-line = Un petit fichier texte avec lequel chacun peut vérifier que cette pièce est au journal.
screen-original = Sortir l’original
screen-original-line = Le fichier peut être nuisible. On enregistre qui le prend, quand et pourquoi.
screen-original-take = Enregistrer l’original
screen-act-store-created = Le dépôt a été créé
screen-act-accession-opened = La réception a commencé
screen-act-item-received = Reçu, haché et scellé
screen-act-hash-list-checked = Comparé à la liste d’empreintes du support
screen-act-accession-closed = La réception a pris fin
screen-act-extracted = Lu
screen-act-retry-ordered = À relire
screen-act-list-mapped = Prise comme liste de personnes
screen-act-stamped = Le journal a été horodaté
screen-act-cosigned = Le journal a été cosigné
screen-act-proof-issued = Une preuve a été délivrée
screen-act-erased = Le contenu d’un acte a été effacé
screen-act-erased-body = Effacé ; il ne reste que sa place au journal
screen-act-store-verified = Le dépôt a été vérifié
screen-detail-medium = Support
screen-detail-source = Source
screen-detail-path = Chemin
screen-detail-size = Taille
screen-detail-size-bytes = Octets
screen-detail-state = État
screen-detail-reason = Motif
screen-detail-version = Version du lecteur
screen-detail-accession = Versement
screen-detail-sha256 = SHA-256
screen-detail-kind = Type
screen-detail-pages = Pages
screen-detail-media-type = Type
screen-detail-problem = Problème
screen-detail-tree-size = Actes au journal
screen-detail-witness = Témoin
screen-detail-container = Conteneur
screen-detail-members = Contenu
screen-detail-derivative = Dérivé
screen-detail-md5 = MD5
screen-detail-received-from = Reçu de

## Metadata

screen-meta-title = Titre
screen-meta-author = Auteur
screen-meta-subject = Objet
screen-meta-from = De
screen-meta-to = À
screen-meta-created = Créé
screen-meta-modified = Modifié
screen-meta-producer = Produit avec
screen-meta-gps = Lieu (GPS)
screen-meta-date = Date
screen-meta-language = Langue
screen-meta-exif-make = Fabricant de l’appareil
screen-meta-exif-model = Modèle de l’appareil
screen-meta-exif-datetime-original = Prise de vue
screen-modified = Dernière modification sur le support
screen-link-target = Le lien pointe vers
screen-path = Chemin
screen-on-medium = Sur le support
screen-size = Taille
screen-bytes = { $n } octets
screen-container = Contenu dans
screen-warnings = À savoir sur la lecture
screen-tools = Lu avec
screen-number = Numéro
screen-title = Titre
screen-state = État
screen-kind = Type
screen-reason = Motif

## Intake

screen-intake-line = Chaque versement est un ensemble reçu en une fois. Ce que vous ne pouvez pas voir n’est pas listé.
screen-intake-empty = Rien à montrer
screen-intake-empty-line = Rien n’a encore été reçu, ou vous n’avez pas d’accès. Un conservateur reçoit le matériel en ligne de commande :
screen-accession = Versement
screen-source = Source
screen-received-at = Reçu
screen-received-from = Reçu de
screen-witness = Témoin
screen-medium = Support
screen-opened = Début de réception
screen-closed = Fin de réception
screen-by = Par
screen-entries = Entrées
screen-members = Contenu des conteneurs
screen-objects = Contenus différents
screen-received-whole = Reçu en entier
screen-receiving-stopped = Réception non terminée
screen-problems =
    { $n ->
         [one] { $n } problème
        *[other] { $n } problèmes
    }
screen-problems-title = Ce qui n’a pu être pris
screen-no-problems = Tout ce qui était sur le support a été pris.
screen-hash-lists = Listes d’empreintes du support
screen-no-hash-lists = Aucune liste d’empreintes n’accompagnait le support.
screen-hash-list = Liste d’empreintes
screen-agreed = Concordent
screen-differing = Diffèrent
screen-missing = Listés mais absents
screen-unlisted = Arrivés mais non listés
screen-unreadable-lines = Lignes non comprises
screen-show-items = Voir les pièces
screen-receipt = Reçu
screen-receipt-of = Reçu pour { $accession }
screen-print = Imprimer
screen-log = Journal
screen-store = Dépôt
screen-acts = Actes
screen-root = Racine de l’arbre
screen-key-of-log = Clé du journal
screen-checkpoint = Point de contrôle signé
screen-checkpoint-line = Conservez ce texte hors du dépôt : il permet de déceler toute réécriture ultérieure du journal.
screen-sign-custodian = Conservateur : nom, date, signature
screen-sign-other = Remis par : nom, date, signature

## Processing

screen-count-items =
    { $n ->
         [one] { $n } pièce
        *[other] { $n } pièces
    }
screen-reconciled = Les totaux concordent
screen-not-reconciled = Les totaux ne concordent pas
screen-sum-received = reçues
screen-sum-members = trouvées dans des conteneurs
screen-states = Issue de la lecture
screen-share = Part
screen-pages-indexed =
    { $n ->
         [one] { $n } page est interrogeable
        *[other] { $n } pages sont interrogeables
    }
screen-declared = les conteneurs déclarent { $declared } éléments, trouvés { $found }
screen-reasons = Motifs
screen-no-reasons = Tout a été lu sans remarque.
screen-types = Types, d’après le contenu
screen-any = Tous
screen-folder = Dossier
screen-show = Afficher
screen-waiting-line = Ces pièces n’ont pas encore d’état. Un conservateur les fait lire avec :
screen-nothing-here = Rien ici
screen-nothing-here-line = Aucune pièce visible pour vous ne répond à ces filtres.

## Consultations and people

screen-consultations-line = Qui a consulté quoi, quand et pourquoi, le plus récent d’abord. Ce registre est un journal à part et ne peut être réécrit à l’insu de tous.
screen-act = Acte
screen-when = Quand
screen-who = Qui
screen-what = Quoi
screen-object = Sur quoi
screen-outcome = Issue
screen-action-sign-in = Connexion
screen-action-sign-out = Déconnexion
screen-action-take-in = Recevoir du matériel
screen-action-process = Faire lire des pièces
screen-action-read-evidence = Lire des pièces
screen-action-search = Recherche
screen-action-batch-search = Recherche par liste
screen-action-reveal-image = Découvrir une image
screen-action-take-out-original = Sortir un original
screen-action-prove = Prouver et vérifier
screen-action-erase = Effacer
screen-action-manage-users = Gérer les comptes
screen-action-read-consultations = Lire ce registre
screen-action-see-status = Voir l’état
screen-outcome-permitted = Autorisé
screen-outcome-account-closed = Refusé : compte fermé
screen-outcome-role-does-not-permit = Refusé : rôle insuffisant
screen-outcome-roles-exclude-each-other = Refusé : rôles incompatibles
screen-outcome-no-grant = Refusé : pas d’accès accordé
screen-outcome-could-not-decide = Refusé : décision impossible
screen-outcome-wrong-name-or-password = Refusé : nom ou mot de passe incorrect
screen-people-line = Comptes avec rôles et accès. Ils se modifient en ligne de commande, et chaque changement est un acte au journal.
screen-roles = Rôles
screen-grants = Peut voir
screen-account-state = Compte
screen-account-open = Ouvert
screen-account-closed = Fermé
screen-account-no-password = Ligne de commande seule

## Keys

screen-keys = Raccourcis clavier
screen-key = Touche
screen-key-does = Effet
screen-key-search = champ de recherche
screen-key-items = suivant / précédent
screen-key-open = ouvrir
screen-key-beside = ouvrir à côté
screen-key-hits = occurrence suivante / précédente
screen-key-pages = page précédente / suivante
screen-key-boxes = cadres de mots
screen-key-cover = couvrir toutes les images
screen-key-go = aller à recherche / réception / traitement
screen-key-all = tous les raccourcis
screen-keys-on = Raccourcis à une touche activés
screen-keys-note = Ils n’agissent jamais quand un champ est actif. Échap agit toujours.

## When something is refused

screen-fault-not-available = Non disponible
screen-fault-not-allowed = Non autorisé
screen-fault-input = Ceci ne peut être utilisé
screen-fault-busy = Occupé
screen-fault-covered = Image couverte
screen-fault-machine = Cela n’a pas fonctionné
screen-fault-unknown-remedy = Notez le numéro de requête et demandez à l’administrateur.
screen-try-again = Réessayer
screen-to-start = Vers l’accueil
screen-request-id = Requête { $id }.
screen-nothing-lost = Rien n’a été perdu.

## Account of reading

screen-report = Bilan de lecture
screen-report-all = Tous les versements
screen-report-parts = Parties du bilan
screen-report-moving = La lecture se poursuit pendant le comptage : les chiffres ne sont pas d’un même moment. Rouvrez la page.
screen-report-not-reconciled = Les totaux ne concordent pas. Rien ici ne peut être dit traité tant que la cause n’est pas trouvée.
screen-report-nothing = Il n’y a aucune pièce que vous puissiez voir.
screen-report-needs = Ce qui demande une personne
screen-report-no-needs = Rien n’attend une personne.
screen-report-next = Étape suivante
screen-report-optical = Lecture optique
screen-report-what = Quoi
screen-report-optical-all = Lu optiquement
screen-report-band = Confiance de { $from } à { $until } %
screen-report-doubted = Couche de texte douteuse ; là où elle fut remplacée, les deux lectures sont gardées
screen-report-poor = Texte qui se lit mal
screen-report-optical-waiting = En attente de lecture optique
screen-optical-waiting = Pages en attente de lecture optique : { $pages }, dans { $items } pièce(s)
screen-quality-good = bonne
screen-quality-doubtful = douteuse
screen-quality-poor = mauvaise
screen-quality-not-read = non lu
screen-report-mean = Confiance moyenne de toutes les pages lues optiquement : { $percent } %
screen-report-containers = Conteneurs et leurs membres
screen-report-declared = Déclarés
screen-report-found = Trouvés
screen-report-accessions = Par versement
screen-report-no-type = pas encore de type, ou sans contenu
screen-report-folders = Par dossier
screen-report-folders-note = Les membres des conteneurs comptent dans le dossier où se trouvait le conteneur.
screen-report-in-folder = Dans { $folder }
screen-report-directly = directement dans ce dossier
screen-report-up = Dossier parent
screen-report-years = Par année
screen-report-years-note = L’année qu’indique le document lui-même ; à défaut, celle de la date du fichier.
screen-report-year-from = document { $document } · date du fichier { $file }
screen-report-no-year = Aucune année indiquée
screen-report-warnings = Avertissements
screen-report-warning = Avertissement
screen-report-no-warnings = Aucun avertissement.
screen-filter-under = Dans et sous { $folder }
screen-filter-place = Directement dans { $folder }
screen-filter-root = Directement à la racine du support
screen-filter-differ = Conteneurs ayant plus ou moins de membres qu’ils n’indiquent
screen-step-ask-password = Demandez le mot de passe ou la clé à la source ; ouvrez une copie à l’extérieur et versez-la.
screen-step-install-program = Installez le programme `{ $value }` et lancez `isnad process retry --outdated`.
screen-step-install-language = Installez la langue tesseract `{ $value }` et lancez `isnad process retry --outdated`.
screen-step-go-on-reading = Ses pages attendent la lecture optique : relancez `isnad process run`, avec plus de temps ou sans --ocr-budget.
screen-step-raise-limit = Faites-la relire (`isnad process retry`) avec une limite plus haute : `isnad process run --limit { $value }=…`.
screen-step-give-memory = Faites-la relire avec moins de lecteurs (`--workers 1`), ou sur une machine ayant plus de mémoire.
screen-step-receive-anew = Son contenu n’a pu être pris du support : réessayez le support et versez-la de nouveau.
screen-step-look-at-medium = Ce n’est pas un fichier : regardez le support lui-même.
screen-step-ask-better-copy = Demandez une meilleure copie à la source.
screen-step-later-version = Une version plus récente lira peut-être ce type ; d’ici là, ouvrez-la ailleurs.
screen-step-compare-members = Ouvrez une copie à l’extérieur et comparez ses membres à ceux trouvés.
screen-step-look-at-original = Regardez l’original : le motif nomme ce qui n’a pas été lu.
screen-step-look-at-scan = Regardez le scan : une page a été lue avec peu de confiance.
screen-step-check-text = Comparez le texte à la page : il se lit mal.
screen-report-processed =
    { $n ->
         [one] Traité : l’unique pièce a abouti à un état, et tous les totaux concordent.
        *[other] Traité : chacune des { $n } pièces a abouti à un état, et tous les totaux concordent.
    }
screen-report-waiting =
    { $n ->
         [one] { $n } pièce attend encore d’être lue ; les totaux concordent jusqu’ici :
        *[other] { $n } pièces attendent encore d’être lues ; les totaux concordent jusqu’ici :
    }
screen-report-named =
    { $n ->
         [one] La première pièce, avec son motif
        *[other] Les { $n } premières pièces, avec leurs motifs
    }
screen-report-stating =
    { $n ->
         [one] { $n } conteneur indique ses membres
        *[other] { $n } conteneurs indiquent leurs membres
    }
screen-report-differing =
    { $n ->
         [one] { $n } conteneur diffère
        *[other] { $n } conteneurs diffèrent
    }
screen-report-more-reasons =
    { $n ->
         [one] { $n } autre motif
        *[other] { $n } autres motifs
    }
screen-report-more-lines =
    { $n ->
         [one] { $n } autre ligne ({ $items } pièces) n’est pas montrée ici ; `isnad process report --csv` la donne.
        *[other] { $n } autres lignes ({ $items } pièces) ne sont pas montrées ici ; `isnad process report --csv` les donne.
    }
