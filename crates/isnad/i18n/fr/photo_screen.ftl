# Photographs on screen: figures, sets, labels that a person reads, uncovering step by step.
photo-title = Photographies
photo-lead = Ce que dossiers, étiquettes et appareils disent des photographies. Aucune image n’est montrée ici.
photo-none = Aucun élément que vous pouvez voir n’a été lu comme une photographie.
photo-parted-by = Chiffres par
photo-counted = Graphique des
photo-by-branch = branche ou prison
photo-by-month = mois
photo-by-branch-month = branche et mois
photo-by-photographer = photographe
photo-by-camera = appareil
photo-csv = Tableau en fichier
photo-table = Les mêmes chiffres en tableau
photo-chart-more =
    { $n ->
         [one] { $n } ligne de plus figure dans le tableau.
        *[other] { $n } lignes de plus figurent dans le tableau.
    }
photo-how-counted = Comment ces chiffres ont été établis
photo-noticed = Ce qui a été remarqué
photo-gaps =
    { $n ->
         [one] Numéros courants des appareils : { $n } lacune, { $missing } numéros sans fichier
        *[other] Numéros courants des appareils : { $n } lacunes, { $missing } numéros sans fichier
    }
photo-gaps-more = `isnad photo gaps` les liste toutes.
photo-kind-counter-jumps = Numéros courants qui sautent
photo-kind-number-twice = Numéros courants présents deux fois
photo-kind-out-of-place = Numéros courants qui ne cadrent pas avec le dossier
photo-kind-out-of-place-among = Numéros courants qui cadrent avec une autre série
photo-kind-clock-reset = Horloges d’appareils remises à zéro
photo-kind-clock-may-be-reset = Horloges d’appareils peut-être remises à zéro
photo-kind-clock-set-wrong = Horloges d’appareils mal réglées
photo-kind-clock-differs = Horloges d’appareils qui diffèrent du dossier ou de l’étiquette
photo-kind-clock-against-counter = Horloges d’appareils qui ne cadrent pas avec les numéros courants
photo-kind-label-of-another-series = Étiquettes qui diffèrent de la plupart de celles du dossier
photo-kind-saved-by-program = Fichiers réenregistrés par un programme
photo-kind-thumbnail-differs = Vignettes qui diffèrent de l’image
photo-kind-thumbnail-missing = Vignettes manquantes
photo-kind-maker-note-missing = Notes du fabricant manquantes
photo-kind-tables-unusual = Tables de compression inhabituelles pour l’appareil
photo-kind-tables-standard = Tables de compression propres aux programmes
photo-kind-size-unusual = Tailles inhabituelles pour l’appareil
# Sets.
photo-set = Ensemble de photographies
photo-set-all = Toutes les photographies
photo-set-series = Série de { $item }
photo-prepare = Avant de regarder
photo-tally-pictures = photographies
photo-tally-copies = copies parmi elles
photo-prepare-need = Avez-vous besoin de les voir ? Ceci est connu sans regarder :
photo-done-labels = Étiquettes lues et retenues : { $n }.
photo-done-people = Lues par des personnes : { $n }.
photo-done-waiting = Étiquettes que quelqu’un doit regarder : { $n }.
photo-done-unlabelled = Photographies sans étiquette trouvée : { $n }.
photo-done-described = Décrites par quelqu’un qui a regardé : { $n }
photo-done-undescribed = Aucune n’est encore décrite. Qui en regarde une peut noter ce qui s’y voit, pour que d’autres n’aient pas à le faire.
photo-prepare-note = La liste ci-dessous ne montre aucune image. Une image se découvre dans sa propre vue, pas à pas, chaque pas étant enregistré.
photo-label-mute = Une étiquette a été trouvée ; rien n’y a été compris.
photo-label-none = Aucune étiquette trouvée.
photo-read-by = Étiquette lue par { $name }
photo-described-by = Décrite par { $name },
photo-copy-of = Copie de { $item }
photo-to-series = Sa série
# What a person has looked at today.
photo-exposure-none = Vous n’avez découvert aucune image aujourd’hui.
photo-exposure =
    { $n ->
         [one] Vous avez découvert { $n } image aujourd’hui (minutes : { $minutes }).
        *[other] Vous avez découvert { $n } images aujourd’hui (minutes : { $minutes }).
    }
photo-exposure-own = Vous seul voyez ce chiffre.
photo-exposure-pause = { $n } d’entre elles sans pause. C’est un bon moment pour en faire une ; rien n’est verrouillé ni perdu.
photo-exposure-day = { $day } : images découvertes par toutes les personnes : { $n }
photo-exposure-day-few = { $day } : moins de trois personnes ; aucune somme n’est donnée
photo-saved = Enregistré comme acte { $act }.
# Uncovering.
photo-why = Pour quoi
photo-reason-identify = identifier une personne
photo-reason-injuries = décrire des blessures
photo-reason-label = lire une étiquette
photo-reason-series = vérifier une série
photo-reason-quality = vérifier la lecture
photo-reason-court = pour un dossier judiciaire
photo-reason-other = à une autre fin
photo-step-label = Montrer l’étiquette seule
photo-step-blurred = Montrer en petit, gris, flou
photo-step-small = Montrer en petit, gris
photo-step-grey = Montrer en grand, gris
photo-step-colour = Montrer en couleur
photo-steps-note = L’image n’a pas été envoyée à cet ordinateur. Chaque pas est enregistré ; Échap couvre tout.
photo-print = Imprimer avec l’image
photo-print-why = Pourquoi elle doit être sur papier
photo-print-go = Imprimer
photo-print-note = Sans cela, l’image est laissée hors de l’impression. Le motif est enregistré.
photo-print-covered = La photographie est laissée hors de cette impression.
photo-key-step = le pas suivant
# Labels that a person reads.
photo-said-illegible = Quelqu’un a regardé : rien n’est lisible sur l’étiquette.
photo-queue = Étiquettes à regarder
photo-queue-open =
    { $n ->
         [0] Aucune étiquette n’attend un regard
         [one] { $n } étiquette attend un regard
        *[other] { $n } étiquettes attendent un regard
    }
photo-queue-count = Ouvertes : { $open } · lues par des personnes : { $done }
photo-queue-nth = { $k } sur { $n }
photo-queue-saved = Enregistrée : { $item }
photo-queue-again = La relire
photo-queue-empty = Aucune étiquette n’attend
photo-queue-empty-note = Chaque étiquette trouvée est lue et retenue, ou quelqu’un l’a lue.
photo-show-label = Montrer l’étiquette
photo-crop-alt = Étiquette de { $item }, découpée
photo-crop-covered = L’étiquette est couverte.
photo-crop-note = Seule l’étiquette est montrée, découpée de l’image. La montrer est enregistré ; Échap la couvre.
photo-crops-always = Montrer chaque étiquette à son ouverture
photo-as-read = Telle que la machine la lit
photo-line-doubtful = douteux
photo-what-reads = Ce qu’elle porte
photo-or = ou
photo-note = Note
photo-save-label = Elle porte cela
photo-illegible = Rien n’est lisible
photo-skip = Plus tard
photo-save-note = Un champ vide est illisible ou absent. Ce que vous enregistrez vaut à la place de la lecture de la machine, qui est conservée.
photo-may-not = Votre rôle consulte les étiquettes et ne dit pas ce qu’elles portent.
photo-key-field = premier champ douteux
photo-read-label = Lire son étiquette
photo-speaks-against = Ce qui demande un regard sur l’étiquette
# What a picture shows, written once.
photo-describe = Ce que montre l’image
photo-describe-note = Écrit une fois, pour que d’autres n’aient pas à regarder. Des mots neutres, aucune supposition d’identité.
photo-described-now = La description est enregistrée.
photo-shown = Ce qui est montré
photo-in-words = En mots
photo-describe-save = Enregistrer la description
photo-tag-adult = adulte
photo-tag-child = enfant
photo-tag-several-persons = plusieurs personnes
photo-tag-no-person = aucune personne
photo-tag-face-visible = visage visible
photo-tag-face-hidden = visage non visible
photo-tag-injuries-visible = blessures visibles
photo-tag-label-legible = étiquette lisible
photo-tag-label-not-legible = étiquette illisible
photo-tag-number-on-body = numéro sur le corps
screen-tab-photo = Photographie
screen-act-label-reviewed = Étiquettes lues par une personne
screen-act-photo-described = Image décrite par une personne
screen-detail-detainee-number = Numéro de détenu
screen-detail-body-number = Numéro du corps
screen-detail-branch = Branche ou prison
screen-detail-date = Date
screen-detail-name = Nom
screen-detail-words = En mots
screen-detail-tags = Ce qui est montré
