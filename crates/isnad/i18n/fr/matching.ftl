# Textes de la revue des correspondances et des personnes. Une correspondance est une piste.

screen-matches = Correspondances
screen-persons = Personnes
screen-person = Personne

## What people think, and where a lead stands

screen-opinion-same = Même personne
screen-opinion-cannot-tell = Impossible à dire
screen-opinion-different = Deux personnes
screen-standing-undecided = Piste, non décidée
screen-standing-needs-second = Piste, deuxième personne requise
screen-standing-disagreement = Piste, troisième personne requise
screen-standing-linked = Liées par deux personnes
screen-standing-apart = Séparées par deux personnes
screen-standing-left-open = Laissée ouverte
screen-basis-parents-names = Noms des parents
screen-basis-other-names = Autres noms
screen-basis-dates = Dates
screen-basis-place = Lieu
screen-basis-number = Numéro
screen-basis-row-read = Ligne lue dans sa source
screen-basis-photo = Photo
screen-basis-other-document = Autre document

## The queue

screen-queue-todo = En attente de moi
screen-queue-undecided = Non décidées
screen-queue-needs-second = Deuxième personne requise
screen-queue-disagreement = Désaccord
screen-queue-mine = Lues par moi
screen-queue-decided = Décidées
screen-queue-all = Toutes
screen-match-lead-note = Une correspondance est une piste à vérifier par des personnes, pas une constatation. Elle ne change aucun rôle.
screen-match-resume = Reprendre où vous étiez :
screen-match-name-part = Partie d’un nom, dans l’une ou l’autre écriture
screen-match-place = Quelles pistes
screen-match-lists = Entre ces listes
screen-match-weight-read = Poids (des pistes que vous avez lues)
screen-match-conflict-only = Un champ plaide fortement contre
screen-match-band = { $from } à { $below }
screen-match-band-below = moins de { $below }
screen-match-band-from = { $from } et plus
screen-match-count =
    { $n ->
         [one] { $n } piste
        *[other] { $n } pistes
    }
screen-match-waiting =
    { $n ->
         [one] { $n } piste vous attend
        *[other] { $n } pistes vous attendent
    }
screen-match-none = Aucune piste ne vous attend. Les pistes viennent de la comparaison de deux listes.
screen-match-none-filtered = Aucune piste ne convient. Retirez un filtre, ou cherchez un morceau de nom plus court.
screen-match-lead = Piste
screen-match-one = Une fiche
screen-match-other = L’autre fiche
screen-match-you-read = vous l’avez lue
screen-match-you-decided = vous avez décidé
screen-match-order-note = L’ordre ne dit rien des poids : chaque piste se lit avant que ses poids soient montrés.

## One lead

screen-match-question = Ces deux fiches décrivent-elles la même personne ?
screen-match-proposed = Proposée le
screen-match-place-of = { $k } sur { $n } dans votre file
screen-match-weights-shown = Poids montrés
screen-match-weights-hidden = Poids cachés
screen-match-records = Les deux fiches
screen-match-your-part = Votre part
screen-match-note-blind = Lisez d’abord les deux fiches. Ce que dit le modèle vient après votre première lecture, et ni lecture ni décision d’autrui ne vient avant la vôtre.
screen-match-note-uncovered = Vous avez donné une première lecture avant que les poids soient montrés. Les deux sont gardées et peuvent être comparées.
screen-match-note-waiting = Votre décision est enregistrée. Elle ne lie rien tant qu’une autre personne n’a pas décidé sans la voir.
screen-match-note-settled = Cette piste est terminée. Toutes les lectures et décisions sont gardées.
screen-match-caption = Deux fiches comparées champ par champ
screen-match-comparison = Comparaison
screen-match-weight = Poids
screen-match-open-row = ouvrir la ligne
screen-match-open-source = ouvrir la source
screen-match-row-as-written = La ligne telle qu’écrite
screen-match-row-gone = Cette ligne n’est plus une fiche de la liste telle qu’elle est lue à présent.
screen-match-one-in = 1 sur { $n }
screen-match-waterfall = Cascade de { $prior } avant à { $total } en tout ; chaque valeur figure dans le tableau ci-dessous
screen-match-where-from = D’où vient le poids
screen-match-log2 = log₂ de l’indice
screen-match-reads-as = Se lit : { $odds }, si les hypothèses du modèle tiennent. Les barres hachurées comptent contre. Les noms fréquents ajoutent moins.
screen-match-as-table = La même chose en tableau
screen-match-field = Champ
screen-match-so-far = Jusqu’ici
screen-match-model-changed = Le modèle a changé depuis la proposition. Les modèles précédents disaient :
screen-match-in-words = En mots
screen-match-who-else = Qui d’autre ce pourrait être
screen-match-who-else-none = Le modèle ne nomme aucune autre explication. Il peut y en avoir une.

## Reading and deciding

screen-match-first-reading = Votre première lecture
screen-match-first-reading-line = Que vous disent les deux fiches ? Votre réponse est gardée telle quelle.
screen-match-same-question = Même personne ?
screen-match-cannot-tell-note = garde les deux fiches telles quelles
screen-match-keep-reading = Garder la lecture, montrer les poids
screen-match-skip = Passer
screen-match-two-people = Deux personnes décident
screen-match-two-people-line = Deux personnes décident, chacune sans voir ce que pense l’autre. Si elles diffèrent, une troisième décide.
screen-match-your-decision = Votre décision
screen-match-based-on = Fondée sur
screen-match-reason = Motif
screen-match-required = requis
screen-match-against = Éléments contraires
screen-match-against-open = Ouvert
screen-match-against-none = Aucun champ ne plaide contre. Ce que les lignes taisent, elles ne peuvent le contredire.
screen-match-against-kept = Cela reste attaché au lien et se communique avec lui.
screen-match-against-more = Ce qui plaide encore contre
screen-match-record = Enregistrer la décision
screen-match-own-reading = { $name }, première lecture « { $opinion } », avant que les poids soient montrés
screen-match-reading-of = { $name } : « { $opinion } », avant que les poids soient montrés
screen-match-another = Une autre personne ; elle ne verra pas cette décision d’abord
screen-match-earlier = Vos décisions antérieures
screen-match-if-agree = Si les deux concordent
screen-match-if-agree-line = Les deux fiches sont liées et peuvent être déliées à tout moment. Personne n’est averti. Aucun rôle ne change dans un dossier.
screen-match-erased = Les mots de cette décision ont été effacés.
screen-match-withdrawn = Retirée
screen-match-you-decided-first = Vous avez décidé en premier
screen-match-needs-second = Une deuxième personne est requise. Vous ne pouvez pas l’être.
screen-match-needs-third = L’autre personne a décidé autrement. Une troisième personne est requise.
screen-match-next = Piste suivante
screen-match-back-to-queue = Retour à la file
screen-match-undo = Reprendre ma décision
screen-match-undo-line = Elle reste dans l’historique avec votre motif. Vous pouvez décider à nouveau.
screen-match-undo-do = Reprendre
screen-match-decided = Décidée
screen-match-person = Ouvrir la personne
screen-match-no-role = Le rôle de cette personne est inconnu. Un lien n’y change rien.
screen-match-first-readings = Premières lectures
screen-match-open-again = Rouvrir
screen-match-open-again-line = Toutes les décisions sont retirées et restent dans l’historique. Un lien se défait aussitôt ; deux personnes doivent décider à nouveau.
screen-match-open-again-do = Retirer les décisions
screen-match-rivals = Autres candidats pour la fiche de { $list }
screen-match-rivals-none = Aucun parmi les listes que vous pouvez lire.
screen-match-rival-unread = poids après votre lecture
screen-match-sealed-note = Les listes que vous ne pouvez pas lire ne sont pas fouillées pour vous. Demandez à qui les garde.

## Persons

screen-person-find-note = Chaque recherche est enregistrée avec son motif, et d’autres la voient.
screen-person-find = Rechercher
screen-person-count =
    { $n ->
         [one] { $n } personne
        *[other] { $n } personnes
    }
screen-person-none = Aucune fiche que vous pouvez lire ne porte un tel nom.
screen-person-records = Fiches qui portent le nom
screen-person-sources = Fiches en tout
screen-person-sources-n =
    { $n ->
         [one] { $n } fiche source
        *[other] { $n } fiches sources
    }
screen-person-reason-line = Vous n’avez pas travaillé sur une piste de cette personne. Dites pourquoi vous regardez ; le motif est enregistré, et d’autres le voient.
screen-person-open = Ouvrir
screen-person-role-unknown = Rôle : inconnu
screen-person-note = Les fiches côte à côte, telles qu’écrites. Pas de ligne fusionnée : chaque valeur appartient à sa source.
screen-person-twice = Deux de ces fiches sont des lignes d’une même liste. Soit la liste porte la personne deux fois, soit ce sont deux personnes.
screen-person-side-by-side = Sources côte à côte
screen-person-differ = diffèrent
screen-person-links = Pourquoi elles sont jointes
screen-person-no-links = Rien ne joint cette fiche à une autre.
screen-person-unlink = Séparer ces deux fiches
screen-person-unlink-do = Séparer

## Keys and the rest

screen-key-opinion = même / deux / impossible à dire
screen-key-skip = passer
screen-key-sources = première / deuxième source
screen-fault-second-person = Une autre personne est requise
screen-action-propose-leads = Proposer des pistes
screen-action-review-matches = Lire une piste
screen-action-search-matches = Parcouru les pistes
screen-action-find-person = Recherché une personne
