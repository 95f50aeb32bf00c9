# Wat er op een pagina staat: wat te wantrouwen, verbeteringen, versies.

screen-doubtful-words =
    { $n ->
         [one] { $n } twijfelachtig woord
        *[other] { $n } twijfelachtige woorden
    }
screen-unsettled-numbers =
    { $n ->
         [one] { $n } niet vaststaand getal op deze pagina
        *[other] { $n } niet vaststaande getallen op deze pagina
    }
screen-said-places =
    { $n ->
         [one] op { $n } plaats verbeterd
        *[other] op { $n } plaatsen verbeterd
    }
screen-unsettled-word = staat niet vast: geen twee lezingen komen overeen
screen-said-in = door een persoon gelezen in versie { $version }
screen-machine-read = de machine las: { $text }
screen-read-by = gelezen door { $engine }
screen-may-read = misschien { $text } ({ $percent }%, { $engine })
screen-engine-tesseract = tesseract
screen-engine-numbers = de getallenlezer
screen-not-read = niet gelezen: { $what }
screen-unread-handwriting = handschrift
screen-unread-margin = een kanttekening
screen-unread-stamp = een stempel
screen-unread-illegible = onleesbare druk
screen-legend-doubt = Amber met punten onder het woord: twijfelachtig · onderbroken rood kader en „?”: getal dat niet vaststaat · groen: door een persoon gelezen · gearceerd: niet gelezen
screen-previous-doubtful = Vorig woord om na te kijken
screen-next-doubtful = Volgend woord om na te kijken
screen-key-doubtful = volgend / vorig woord om na te kijken
screen-key-correct = het woord verbeteren
screen-correct = Verbeteren
screen-it-reads = Er staat
screen-save = Opslaan
screen-other-readings = Andere lezingen (↓):
screen-fix-help = Ongewijzigd opgeslagen geldt het woord als nagekeken. Leeg gelaten staat er geen woord. Het beeld en de lezing van de machine blijven.
screen-take-in-next = Het volgende woord erbij nemen
screen-note = Opmerking
screen-crop = Het woord, vergroot
screen-version-n = versie { $n }
screen-versions = Versies van deze pagina
screen-old-version = U ziet versie { $n }; de nieuwste is { $newest }.
screen-to-newest = De nieuwste tonen
screen-saved-version = Opgeslagen als versie { $n }.
screen-said-against = Waar personen anders lezen dan de machine
screen-by-machine = Machine:
screen-human = Persoon:
screen-checked = nagekeken, ongewijzigd
screen-read-by-machine = Door de machine gelezen
screen-earlier-reading = Bij een eerdere lezing gemaakt
screen-fit-carried = overgenomen in deze lezing
screen-fit-read-so = deze lezing heeft het zo
screen-fit-left = past niet bij deze lezing; staat ernaast
screen-choice = Waarom deze lezing:
screen-other-reading = Een andere lezing van deze pagina:
screen-act-text-corrected = Tekst verbeterd
screen-detail-from = Er stond
screen-detail-to = Er staat
screen-detail-page = Pagina
screen-action-correct-text = Een tekst verbeteren
screen-fault-conflict = Intussen gewijzigd
