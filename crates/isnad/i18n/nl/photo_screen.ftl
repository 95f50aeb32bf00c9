# Photographs on screen: figures, sets, labels that a person reads, uncovering step by step.
photo-title = Foto’s
photo-lead = Wat mappen, labels en camera’s over de foto’s zeggen. Hier wordt geen beeld getoond.
photo-none = Geen stuk dat u mag zien is als foto gelezen.
photo-parted-by = Cijfers per
photo-counted = Grafiek van
photo-by-branch = afdeling of gevangenis
photo-by-month = maand
photo-by-branch-month = afdeling en maand
photo-by-photographer = fotograaf
photo-by-camera = camera
photo-csv = Tabel als bestand
photo-table = Dezelfde cijfers als tabel
photo-chart-more =
    { $n ->
         [one] Nog { $n } regel staat in de tabel.
        *[other] Nog { $n } regels staan in de tabel.
    }
photo-how-counted = Hoe deze cijfers zijn gemaakt
photo-noticed = Wat opviel
photo-gaps =
    { $n ->
         [one] Volgnummers van camera’s: { $n } gat, { $missing } nummers zonder bestand
        *[other] Volgnummers van camera’s: { $n } gaten, { $missing } nummers zonder bestand
    }
photo-gaps-more = `isnad photo gaps` noemt ze alle.
photo-kind-counter-jumps = Volgnummers die verspringen
photo-kind-number-twice = Volgnummers die twee keer voorkomen
photo-kind-out-of-place = Volgnummers die niet bij de map passen
photo-kind-out-of-place-among = Volgnummers die bij een andere reeks passen
photo-kind-clock-reset = Cameraklokken die zijn teruggezet
photo-kind-clock-may-be-reset = Cameraklokken die mogelijk zijn teruggezet
photo-kind-clock-set-wrong = Cameraklokken die verkeerd stonden
photo-kind-clock-differs = Cameraklokken die afwijken van map of label
photo-kind-clock-against-counter = Cameraklokken die niet bij de volgnummers passen
photo-kind-label-of-another-series = Labels die afwijken van de meeste in de map
photo-kind-saved-by-program = Bestanden die een programma opnieuw heeft opgeslagen
photo-kind-thumbnail-differs = Miniaturen die van het beeld afwijken
photo-kind-thumbnail-missing = Ontbrekende miniaturen
photo-kind-maker-note-missing = Ontbrekende fabrikantgegevens
photo-kind-tables-unusual = Compressietabellen die ongewoon zijn voor de camera
photo-kind-tables-standard = Compressietabellen die programma’s gebruiken
photo-kind-size-unusual = Afmetingen die ongewoon zijn voor de camera
# Sets.
photo-set = Verzameling foto’s
photo-set-all = Alle foto’s
photo-set-series = Reeks van { $item }
photo-prepare = Voordat u kijkt
photo-tally-pictures = foto’s
photo-tally-copies = kopieën daaronder
photo-prepare-need = Moet u ze zien? Dit is bekend zonder te kijken:
photo-done-labels = Labels gelezen en aangenomen: { $n }.
photo-done-people = Door mensen gelezen: { $n }.
photo-done-waiting = Labels die iemand moet bekijken: { $n }.
photo-done-unlabelled = Foto’s waarop geen label is gevonden: { $n }.
photo-done-described = Beschreven door iemand die keek: { $n }
photo-done-undescribed = Nog geen is beschreven. Wie er een bekijkt kan opschrijven wat te zien is, zodat anderen dat niet hoeven.
photo-prepare-note = De lijst hieronder toont geen beeld. Een beeld wordt in zijn eigen scherm stap voor stap zichtbaar; elke stap wordt vastgelegd.
photo-label-mute = Er is een label gevonden; niets erop is begrepen.
photo-label-none = Geen label gevonden.
photo-read-by = Label gelezen door { $name }
photo-described-by = Beschreven door { $name },
photo-copy-of = Kopie van { $item }
photo-to-series = De reeks ervan
# What a person has looked at today.
photo-exposure-none = U hebt vandaag geen beeld zichtbaar gemaakt.
photo-exposure =
    { $n ->
         [one] U hebt vandaag { $n } beeld zichtbaar gemaakt (minuten: { $minutes }).
        *[other] U hebt vandaag { $n } beelden zichtbaar gemaakt (minuten: { $minutes }).
    }
photo-exposure-own = Alleen u ziet dit cijfer.
photo-exposure-pause = { $n } daarvan zonder pauze. Dit is een goed moment voor een pauze; niets wordt vergrendeld en niets gaat verloren.
photo-exposure-day = { $day }: beelden die alle mensen samen zichtbaar maakten: { $n }
photo-exposure-day-few = { $day }: minder dan drie mensen; er wordt geen som gegeven
photo-saved = Vastgelegd als handeling { $act }.
# Uncovering.
photo-why = Waarvoor
photo-reason-identify = een persoon identificeren
photo-reason-injuries = letsel beschrijven
photo-reason-label = een label lezen
photo-reason-series = een reeks controleren
photo-reason-quality = de lezing controleren
photo-reason-court = voor een gerechtelijk dossier
photo-reason-other = voor een ander doel
photo-step-label = Alleen het label tonen
photo-step-blurred = Klein, grijs en wazig tonen
photo-step-small = Klein en grijs tonen
photo-step-grey = Groot en grijs tonen
photo-step-colour = In kleur tonen
photo-steps-note = Het beeld is niet naar deze computer gestuurd. Elke stap wordt vastgelegd; Esc dekt alles af.
photo-print = Met het beeld afdrukken
photo-print-why = Waarom het op papier moet
photo-print-go = Afdrukken
photo-print-note = Zonder dit blijft het beeld buiten de afdruk. De reden wordt vastgelegd.
photo-print-covered = De foto is uit deze afdruk weggelaten.
photo-key-step = de volgende stap
# Labels that a person reads.
photo-said-illegible = Iemand heeft gekeken: op het label is niets leesbaar.
photo-queue = Labels om te bekijken
photo-queue-open =
    { $n ->
         [0] Geen label wacht op een blik
         [one] { $n } label wacht op een blik
        *[other] { $n } labels wachten op een blik
    }
photo-queue-count = Open: { $open } · door mensen gelezen: { $done }
photo-queue-nth = { $k } van { $n }
photo-queue-saved = Bewaard: { $item }
photo-queue-again = Opnieuw lezen
photo-queue-empty = Geen label wacht
photo-queue-empty-note = Elk gevonden label is gelezen en aangenomen, of iemand heeft het gelezen.
photo-show-label = Label tonen
photo-crop-alt = Label van { $item }, uitgesneden
photo-crop-covered = Het label is afgedekt.
photo-crop-note = Alleen het label wordt getoond, uit het beeld gesneden. Tonen wordt vastgelegd; Esc dekt het af.
photo-crops-always = Elk label bij openen tonen
photo-as-read = Zoals de machine het leest
photo-line-doubtful = twijfelachtig
photo-what-reads = Wat er staat
photo-or = of
photo-note = Opmerking
photo-save-label = Zo staat het er
photo-illegible = Niets is leesbaar
photo-skip = Later
photo-save-note = Een leeg veld is onleesbaar of ontbreekt. Wat u bewaart telt in plaats van de lezing van de machine, die bewaard blijft.
photo-may-not = Uw rol bekijkt labels en zegt niet wat er staat.
photo-key-field = eerste twijfelachtige veld
photo-read-label = Label lezen
photo-speaks-against = Wat om een blik op het label vraagt
# What a picture shows, written once.
photo-describe = Wat het beeld toont
photo-describe-note = Eén keer opgeschreven, zodat anderen niet hoeven te kijken. Neutrale woorden, geen gissing naar identiteit.
photo-described-now = De beschrijving is bewaard.
photo-shown = Wat te zien is
photo-in-words = In woorden
photo-describe-save = Beschrijving bewaren
photo-tag-adult = volwassene
photo-tag-child = kind
photo-tag-several-persons = meer personen
photo-tag-no-person = geen persoon
photo-tag-face-visible = gezicht zichtbaar
photo-tag-face-hidden = gezicht niet zichtbaar
photo-tag-injuries-visible = letsel zichtbaar
photo-tag-label-legible = label leesbaar
photo-tag-label-not-legible = label onleesbaar
photo-tag-number-on-body = nummer op het lichaam
screen-tab-photo = Foto
screen-act-label-reviewed = Labels door een persoon gelezen
screen-act-photo-described = Beeld door een persoon beschreven
screen-detail-detainee-number = Gevangenennummer
screen-detail-body-number = Lichaamsnummer
screen-detail-branch = Afdeling of gevangenis
screen-detail-date = Datum
screen-detail-name = Naam
screen-detail-words = In woorden
screen-detail-tags = Wat te zien is
