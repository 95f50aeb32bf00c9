# Ce qu’une page dit : de quoi se méfier, corrections, versions.

screen-doubtful-words =
    { $n ->
         [one] { $n } mot douteux
        *[other] { $n } mots douteux
    }
screen-unsettled-numbers =
    { $n ->
         [one] { $n } nombre non établi sur cette page
        *[other] { $n } nombres non établis sur cette page
    }
screen-said-places =
    { $n ->
         [one] corrigée à { $n } endroit
        *[other] corrigée à { $n } endroits
    }
screen-unsettled-word = non établi : aucune paire de lectures ne concorde
screen-said-in = lu par une personne, version { $version }
screen-machine-read = la machine a lu : { $text }
screen-read-by = lu par { $engine }
screen-may-read = peut-être { $text } ({ $percent } %, { $engine })
screen-engine-tesseract = tesseract
screen-engine-numbers = le lecteur de nombres
screen-not-read = non lu : { $what }
screen-unread-handwriting = écriture manuscrite
screen-unread-margin = une note en marge
screen-unread-stamp = un cachet
screen-unread-illegible = impression illisible
screen-legend-doubt = Ambre, points sous le mot : douteux · cadre rouge interrompu et « ? » : nombre non établi · vert : lu par une personne · hachuré : non lu
screen-previous-doubtful = Mot à vérifier précédent
screen-next-doubtful = Mot à vérifier suivant
screen-key-doubtful = mot à vérifier suivant / précédent
screen-key-correct = corriger le mot
screen-correct = Corriger
screen-it-reads = On y lit
screen-save = Enregistrer
screen-other-readings = Autres lectures (↓) :
screen-fix-help = Enregistré tel quel, le mot compte comme vérifié. Laissé vide, il n’y a pas de mot. L’image et la lecture de la machine restent.
screen-take-in-next = Prendre aussi le mot suivant
screen-note = Note
screen-crop = Le mot, agrandi
screen-version-n = version { $n }
screen-versions = Versions de cette page
screen-old-version = Vous voyez la version { $n } ; la plus récente est { $newest }.
screen-to-newest = Montrer la plus récente
screen-saved-version = Enregistré comme version { $n }.
screen-said-against = Où des personnes lisent autrement que la machine
screen-by-machine = Machine :
screen-human = Personne :
screen-checked = vérifié, inchangé
screen-read-by-machine = Lu par machine
screen-earlier-reading = Fait sur une lecture antérieure
screen-fit-carried = repris dans cette lecture
screen-fit-read-so = cette lecture le dit ainsi
screen-fit-left = ne s’applique pas à cette lecture ; figure à côté
screen-choice = Pourquoi cette lecture :
screen-other-reading = Une autre lecture de cette page :
screen-act-text-corrected = Texte corrigé
screen-detail-from = Il y avait
screen-detail-to = On y lit
screen-detail-page = Page
screen-action-correct-text = Corriger un texte
screen-fault-conflict = Modifié entre-temps
