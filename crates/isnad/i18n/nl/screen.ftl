# Texts of the screens.

## Frame

screen-skip = Naar de inhoud
screen-navigation = Hoofdnavigatie
screen-group-work = Werk
screen-group-custody = Bewaring
screen-search = Zoeken
screen-items = Stukken
screen-intake = Ontvangst
screen-processing = Verwerking
screen-consultations = Raadplegingen
screen-people = Personen
screen-access = Toegang
screen-access-none = tot geen enkele aanwinst
screen-access-no-evidence = geen bewijsstukken
screen-access-to = { $accessions }
screen-access-many =
    { $n ->
         [one] { $n } aanwinst
        *[other] { $n } aanwinsten
    }
screen-images-covered = Beelden afgedekt
screen-image-shown = Er is een beeld zichtbaar: Esc dekt het af
screen-language = Taal
screen-account = Account van { $name }
screen-sign-out = Afmelden
screen-recorded = Vastgelegd als
screen-close = Sluiten

## Signing in

screen-sign-in = Aanmelden
screen-door-line = Werkbank voor bewijs. Elke aanmelding en elke raadpleging wordt vastgelegd.
screen-name = Naam
screen-password = Wachtwoord
screen-sign-in-wrong = Naam of wachtwoord is onjuist.
screen-sign-in-wait =
    { $seconds ->
         [one] Te veel pogingen. Probeer het over { $seconds } seconde opnieuw.
        *[other] Te veel pogingen. Probeer het over { $seconds } seconden opnieuw.
    }
screen-sign-in-again = Meld u aan om verder te gaan. Een sessie eindigt na enkele minuten zonder gebruik.
screen-signed-out = U bent afgemeld.
screen-sign-in-note = Accounts worden door de beheerder geopend.

## Roles

screen-role-custodian = Bewaarder
screen-role-analyst = Analist
screen-role-examiner = Documentonderzoeker
screen-role-reviewer = Identiteitsbeoordelaar
screen-role-investigator = Onderzoeker
screen-role-security-officer = Veiligheidsfunctionaris
screen-role-administrator = Beheerder

## States of an item

screen-state-read = Gelezen
screen-state-read-in-part = Deels gelezen
screen-state-no-text = Geen tekst
screen-state-empty = Leeg
screen-state-encrypted = Versleuteld
screen-state-unsupported = Niet ondersteund
screen-state-damaged = Beschadigd
screen-state-over-limit = Grens overschreden
screen-state-waiting = Wacht

## Search

screen-search-title = { $query } · Zoeken
screen-search-documents = Zoeken in documenten
screen-batch = Zoeken met een lijst
screen-read-as = Gelezen als:
screen-letters-on = Lettervarianten: aan
screen-letters-off = Lettervarianten: uit
screen-forms-on = Woordvormen: aan
screen-forms-off = Woordvormen: uit
screen-ocr-on = OCR-tolerant: aan
screen-ocr-off = OCR-tolerant: uit
screen-filters = Filters
screen-remove-filter = Filter { $filter } verwijderen
screen-clear-all = Alles wissen
screen-no-filters = Geen filters voor deze resultaten.
screen-facet-date = Datum van het document
screen-facet-state = Leestoestand
screen-facet-kind = Soort bestand
screen-facet-quality = Leeskwaliteit
screen-facet-language = Taal
screen-facet-accession = Aanwinst
screen-facet-folder = Map
screen-as-table = Als tabel
screen-year = Jaar
screen-documents = Documenten
screen-count-documents =
    { $n ->
         [one] { $n } document
        *[other] { $n } documenten
    }
screen-count-pages-found =
    { $n ->
         [one] { $n } pagina
        *[other] { $n } pagina’s
    }
screen-how-everything = elke pagina
screen-how-written-forms = met haar schrijfwijzen
screen-how-word-forms = en woordvormen
screen-how-across-scripts = en naar klank in het andere schrift
screen-how-ocr = puntjes niet meegeteld
screen-how-exact = precies zoals geschreven
screen-how-phrase = naast elkaar
screen-how-near = hoogstens { $n } woorden ertussen
screen-how-prefix = als woordbegin
screen-how-fuzzy = hoogstens { $n } letters anders
screen-how-ignored = weggelaten
screen-how-or = of
screen-how-not = niet
screen-facet-unknown = onbekend
screen-took = in { $seconds } s · uit wat u mag zien
screen-order = Volgorde
screen-order-relevance = Relevantie
screen-order-date = Datum
screen-order-item = Nummer
screen-order-path = Pad
screen-view = Weergave
screen-view-list = Lijst
screen-view-table = Tabel
screen-not-readable =
    { $n ->
         [one] { $n } document is nog niet leesbaar
        *[other] { $n } documenten zijn nog niet leesbaar
    }
screen-nothing-found = Niets gevonden
screen-nothing-found-line = Geen stuk dat u mag zien beantwoordt deze vraag. Hierboven staat hoe de vraag is gelezen; deze stappen verruimen haar:
screen-relax-filters = Zonder filters
screen-relax-letters = Met lettervarianten
screen-relax-forms = Met woordvormen
screen-relax-ocr = Met leesfouten toegestaan
screen-relax-phrase = Woorden in plaats van de zin
screen-query-fault = Deze vraag kan niet worden gelezen
screen-query-here = teken { $position }
screen-start-title = Zoek in alles wat gelezen is
screen-start-line = Arabisch wordt in elke gangbare spelling gevonden, met lidwoord en voorvoegsels, en ook in Latijnse letters.
screen-write = Schrijf
screen-finds = Dit vindt
screen-help-words = pagina’s met beide woorden, in elke spelling en vorm
screen-help-phrase = de woorden naast elkaar in deze volgorde
screen-help-prefix = woorden die zo beginnen
screen-help-or = het ene of het andere woord
screen-help-field = op een veld: path (pad), kind (soort), state (toestand), date (datum), language (taal), accession (aanwinst), item (stuk)
screen-results = Resultaten
screen-pages-of-results = Pagina’s van de lijst
screen-previous = Vorige
screen-next = Volgende
screen-earlier = Eerder
screen-from-start = Vanaf het begin
screen-page = Pagina
screen-page-n = pagina { $n }
screen-page-of = Pagina { $n } / { $m }
screen-page-entry = Paginanummer, 1 tot { $pages }
screen-go = Ga

## Batch search

screen-batch-line = Eén vraag per regel. Elke regel krijgt zijn uitkomst; een onleesbare regel houdt de andere niet tegen.
screen-batch-queries = Vragen, één per regel
screen-batch-run = Alles zoeken
screen-batch-verdicts =
    { $n ->
         [one] { $n } vraag, { $found } met resultaten
        *[other] { $n } vragen, { $found } met resultaten
    }
screen-batch-left-out = Alleen de eerste 1.000 regels zijn gezocht; weggelaten: { $n }
screen-line = Regel
screen-query = Vraag
screen-verdict = Uitkomst
screen-not-understood = Niet begrepen

## Document

screen-document = Document
screen-pages = Pagina’s
screen-count-pages =
    { $n ->
         [one] { $n } pagina
        *[other] { $n } pagina’s
    }
screen-hits-on-page =
    { $n ->
         [one] { $n } treffer op deze pagina
        *[other] { $n } treffers op deze pagina
    }
screen-hit-of = Treffer { $k } van { $m }
screen-previous-hit = Vorige treffer
screen-next-hit = Volgende treffer
screen-result-n = Resultaat { $n }
screen-previous-result = Vorig resultaat
screen-next-result = Volgend resultaat
screen-previous-page = Vorige pagina
screen-next-page = Volgende pagina
screen-page-image = Beeld van de pagina
screen-page-image-scroll = Beeld van de pagina, schuifbaar
screen-image-alt = Beeld van pagina { $n } van { $id }
screen-zoom-in = Inzoomen
screen-zoom-out = Uitzoomen
screen-word-boxes = Woordkaders
screen-legend = Blauw: gekozen regel · geel: treffer · amber: onzeker gelezen. Het origineel wordt nooit gewijzigd.
screen-image-covered = Beeld afgedekt
screen-cover-line = Dit kan een foto zijn. Het beeld is niet naar deze computer gestuurd.
screen-text = Tekst
screen-text-scroll = Tekst van de pagina, schuifbaar
screen-source-native = Tekst zoals het bestand die bevat
screen-source-layer = Tekstlaag van het bestand
screen-source-ocr = Door de machine van het beeld gelezen
screen-source-none = Deze pagina bevat geen tekst
screen-confidence = zekerheid { $percent }%
screen-weak-word = onzeker gelezen
screen-no-text = Op deze pagina is geen tekst gelezen.
screen-no-page = Dit stuk heeft geen pagina om te tonen. Het dossier staat ernaast.
screen-line-n = Regel { $n }
screen-record = Dossier van het document
screen-record-scroll = Dossier, schuifbaar
screen-tab-custody = Bewaring
screen-tab-metadata = Metagegevens
screen-tab-members = Inhoud
screen-tab-copies = Kopieën

## Custody

screen-verify = Nu controleren
screen-verify-line = Leest de bewaarde bytes en de vermelding in het logboek opnieuw.
screen-verdict-holds = Onveranderd sinds de ontvangst
screen-verdict-not = Dit klopt niet
screen-verdict-tree = logboek van { $n } handelingen
screen-content-holds = De bytes komen overeen met hun hash
screen-content-not = De bytes komen niet overeen met hun hash
screen-act-holds = De ontvangst staat in het logboek
screen-act-not = Het logboek bewijst de ontvangst niet
screen-trail = Bewaringsketen
screen-proof = Bewijs downloaden
screen-proof-line = Een klein tekstbestand waarmee iedereen kan nagaan dat dit stuk in het logboek staat.
screen-original = Het origineel uitnemen
screen-original-line = Het bestand kan schadelijk zijn. Vastgelegd wordt wie het neemt, wanneer en waarom.
screen-original-take = Origineel opslaan
screen-act-store-created = De opslag is gemaakt
screen-act-accession-opened = De ontvangst begon
screen-act-item-received = Ontvangen, gehasht en verzegeld
screen-act-hash-list-checked = Vergeleken met de hashlijst van het medium
screen-act-accession-closed = De ontvangst eindigde
screen-act-extracted = Gelezen
screen-act-retry-ordered = Opnieuw te lezen
screen-act-list-mapped = Opgevat als lijst van personen
screen-act-stamped = Het logboek is van een tijdstempel voorzien
screen-act-cosigned = Het logboek is medeondertekend
screen-act-proof-issued = Een bewijs is afgegeven
screen-act-erased = De inhoud van een handeling is gewist
screen-act-erased-body = Gewist; alleen de plaats in het logboek is er nog
screen-act-store-verified = De opslag is gecontroleerd
screen-detail-medium = Medium
screen-detail-source = Bron
screen-detail-path = Pad
screen-detail-size = Grootte
screen-detail-size-bytes = Bytes
screen-detail-state = Toestand
screen-detail-reason = Reden
screen-detail-version = Versie van de lezer
screen-detail-accession = Aanwinst
screen-detail-sha256 = SHA-256
screen-detail-kind = Soort
screen-detail-pages = Pagina’s
screen-detail-media-type = Type
screen-detail-problem = Probleem
screen-detail-tree-size = Handelingen in het logboek
screen-detail-witness = Getuige
screen-detail-container = Container
screen-detail-members = Inhoud
screen-detail-derivative = Afgeleide
screen-detail-md5 = MD5
screen-detail-received-from = Ontvangen van

## Metadata

screen-meta-title = Titel
screen-meta-author = Auteur
screen-meta-subject = Onderwerp
screen-meta-from = Van
screen-meta-to = Aan
screen-meta-created = Gemaakt
screen-meta-modified = Gewijzigd
screen-meta-producer = Gemaakt met
screen-meta-gps = Plaats (gps)
screen-meta-date = Datum
screen-meta-language = Taal
screen-meta-exif-make = Cameramerk
screen-meta-exif-model = Cameramodel
screen-meta-exif-datetime-original = Opgenomen
screen-modified = Laatste wijziging op het medium
screen-link-target = Verwijzing naar
screen-path = Pad
screen-on-medium = Op het medium
screen-size = Grootte
screen-bytes = { $n } bytes
screen-container = Ligt in
screen-warnings = Wat u over het lezen moet weten
screen-tools = Gelezen met
screen-number = Nummer
screen-title = Titel
screen-state = Toestand
screen-kind = Soort
screen-reason = Reden

## Intake

screen-intake-line = Elke aanwinst is materiaal dat in één keer is ontvangen. Wat u niet mag zien staat er niet bij.
screen-intake-empty = Niets te tonen
screen-intake-empty-line = Er is nog niets ontvangen, of u hebt geen toegang. Een bewaarder neemt materiaal aan op de opdrachtregel:
screen-accession = Aanwinst
screen-source = Bron
screen-received-at = Ontvangen
screen-received-from = Ontvangen van
screen-witness = Getuige
screen-medium = Medium
screen-opened = Begin van de ontvangst
screen-closed = Einde van de ontvangst
screen-by = Door
screen-entries = Onderdelen
screen-members = Inhoud van containers
screen-objects = Verschillende inhoud
screen-received-whole = Geheel ontvangen
screen-receiving-stopped = Ontvangst niet beëindigd
screen-problems =
    { $n ->
         [one] { $n } probleem
        *[other] { $n } problemen
    }
screen-problems-title = Wat niet kon worden genomen
screen-no-problems = Alles op het medium is genomen.
screen-hash-lists = Hashlijsten van het medium
screen-no-hash-lists = Er kwam geen hashlijst met het medium mee.
screen-hash-list = Hashlijst
screen-agreed = Komen overeen
screen-differing = Verschillen
screen-missing = Vermeld maar afwezig
screen-unlisted = Aangekomen maar niet vermeld
screen-unreadable-lines = Niet begrepen regels
screen-show-items = Stukken tonen
screen-receipt = Ontvangstbewijs
screen-receipt-of = Ontvangstbewijs voor { $accession }
screen-print = Afdrukken
screen-log = Logboek
screen-store = Opslag
screen-acts = Handelingen
screen-root = Wortel van de boom
screen-key-of-log = Sleutel van het logboek
screen-checkpoint = Ondertekend controlepunt
screen-checkpoint-line = Bewaar deze tekst buiten de opslag: daarmee is elke latere herschrijving van het logboek te vinden.
screen-sign-custodian = Bewaarder: naam, datum, handtekening
screen-sign-other = Overhandigd door: naam, datum, handtekening

## Processing

screen-count-items =
    { $n ->
         [one] { $n } stuk
        *[other] { $n } stukken
    }
screen-reconciled = De totalen kloppen
screen-not-reconciled = De totalen kloppen niet
screen-sum-received = ontvangen
screen-sum-members = in containers gevonden
screen-states = Hoe het lezen eindigde
screen-share = Aandeel
screen-pages-indexed =
    { $n ->
         [one] { $n } pagina is doorzoekbaar
        *[other] { $n } pagina’s zijn doorzoekbaar
    }
screen-declared = containers vermelden { $declared } delen, gevonden { $found }
screen-reasons = Redenen
screen-no-reasons = Alles is zonder opmerking gelezen.
screen-types = Soorten, naar de inhoud
screen-any = Alle
screen-folder = Map
screen-show = Tonen
screen-waiting-line = Deze stukken hebben nog geen toestand. Een bewaarder laat ze lezen met:
screen-nothing-here = Niets hier
screen-nothing-here-line = Geen stuk dat u mag zien beantwoordt deze filters.

## Consultations and people

screen-consultations-line = Wie wat raadpleegde, wanneer en waarom, nieuwste eerst. Dit is een eigen logboek en kan niet ongezien worden herschreven.
screen-act = Handeling
screen-when = Wanneer
screen-who = Wie
screen-what = Wat
screen-object = Waarvan
screen-outcome = Uitkomst
screen-action-sign-in = Aangemeld
screen-action-sign-out = Afgemeld
screen-action-take-in = Materiaal aannemen
screen-action-process = Stukken laten lezen
screen-action-read-evidence = Bewijs lezen
screen-action-search = Gezocht
screen-action-batch-search = Met een lijst gezocht
screen-action-reveal-image = Beeld tonen
screen-action-take-out-original = Origineel uitnemen
screen-action-prove = Bewijzen en controleren
screen-action-erase = Wissen
screen-action-manage-users = Accounts beheren
screen-action-read-consultations = Dit logboek lezen
screen-action-see-status = Toestand bekijken
screen-outcome-permitted = Toegestaan
screen-outcome-account-closed = Geweigerd: account gesloten
screen-outcome-role-does-not-permit = Geweigerd: rol staat het niet toe
screen-outcome-roles-exclude-each-other = Geweigerd: rollen sluiten elkaar uit
screen-outcome-no-grant = Geweigerd: geen toegang verleend
screen-outcome-could-not-decide = Geweigerd: kon niet beslissen
screen-outcome-wrong-name-or-password = Geweigerd: naam of wachtwoord onjuist
screen-people-line = Accounts met rollen en toegang. Ze worden op de opdrachtregel gewijzigd; elke wijziging is een handeling in het logboek.
screen-roles = Rollen
screen-grants = Mag zien
screen-account-state = Account
screen-account-open = Open
screen-account-closed = Gesloten
screen-account-no-password = Alleen opdrachtregel

## Keys

screen-keys = Sneltoetsen
screen-key = Toets
screen-key-does = Wat hij doet
screen-key-search = zoekveld
screen-key-items = volgende / vorige
screen-key-open = openen
screen-key-beside = ernaast openen
screen-key-hits = volgende / vorige treffer
screen-key-pages = vorige / volgende pagina
screen-key-boxes = woordkaders
screen-key-cover = alle beelden afdekken
screen-key-go = naar zoeken / ontvangst / verwerking
screen-key-all = alle sneltoetsen
screen-keys-on = Sneltoetsen van één toets staan aan
screen-keys-note = Ze werken niet terwijl een veld actief is. Esc werkt altijd.

## When something is refused

screen-fault-not-available = Niet beschikbaar
screen-fault-not-allowed = Niet toegestaan
screen-fault-input = Dit kan niet worden gebruikt
screen-fault-busy = Bezet
screen-fault-covered = Beeld afgedekt
screen-fault-machine = Dit is niet gelukt
screen-fault-unknown-remedy = Noteer het verzoeknummer en vraag de beheerder.
screen-try-again = Opnieuw proberen
screen-to-start = Naar het begin
screen-request-id = Verzoek { $id }.
screen-nothing-lost = Er is niets verloren gegaan.

## Account of reading

screen-report = Verantwoording van het lezen
screen-report-all = Alle aanwinsten
screen-report-parts = Onderdelen van de verantwoording
screen-report-moving = Er wordt gelezen terwijl dit wordt geteld: de cijfers zijn niet van één moment. Open de pagina opnieuw.
screen-report-not-reconciled = De totalen kloppen niet. Niets hier mag verwerkt heten tot de oorzaak gevonden is.
screen-report-nothing = Er is geen stuk dat u mag zien.
screen-report-needs = Wat een mens nodig heeft
screen-report-no-needs = Niets wacht op een mens.
screen-report-next = Volgende stap
screen-report-optical = Optisch lezen
screen-report-what = Wat
screen-report-optical-all = Optisch gelezen
screen-report-band = Zekerheid { $from } tot { $until } %
screen-report-doubted = Tekstlaag betwijfeld; waar hij vervangen is, zijn beide lezingen bewaard
screen-report-poor = Tekst die slecht leest
screen-report-optical-waiting = Wacht op optisch lezen
screen-optical-waiting = Pagina’s die op optisch lezen wachten: { $pages }, in stukken: { $items }
screen-quality-good = goed
screen-quality-doubtful = twijfelachtig
screen-quality-poor = slecht
screen-quality-not-read = niet gelezen
screen-report-mean = Gemiddelde zekerheid van alle optisch gelezen bladzijden: { $percent } %
screen-report-containers = Containers en hun leden
screen-report-declared = Opgegeven
screen-report-found = Gevonden
screen-report-accessions = Per aanwinst
screen-report-no-type = nog geen type, of geen inhoud
screen-report-folders = Per map
screen-report-folders-note = Leden van containers tellen in de map waarin de container lag.
screen-report-in-folder = In { $folder }
screen-report-directly = direct in deze map
screen-report-up = Map hierboven
screen-report-years = Per jaar
screen-report-years-note = Het jaar dat het document zelf noemt; noemt het er geen, dan dat van de bestandsdatum.
screen-report-year-from = document { $document } · bestandsdatum { $file }
screen-report-no-year = Geen jaar vermeld
screen-report-warnings = Waarschuwingen
screen-report-warning = Waarschuwing
screen-report-no-warnings = Geen waarschuwingen.
screen-filter-under = In en onder { $folder }
screen-filter-place = Direct in { $folder }
screen-filter-root = Direct in de hoofdmap van de drager
screen-filter-differ = Containers met meer of minder leden dan ze opgeven
screen-step-ask-password = Vraag de bron om het wachtwoord of de sleutel; open buiten een kopie en neem die op.
screen-step-install-program = Installeer het programma `{ $value }` en voer `isnad process retry --outdated` uit.
screen-step-install-language = Installeer de tesseract-taal `{ $value }` en voer `isnad process retry --outdated` uit.
screen-step-go-on-reading = De pagina’s wachten op optisch lezen: start `isnad process run` opnieuw, met meer tijd of zonder --ocr-budget.
screen-step-raise-limit = Laat het opnieuw lezen (`isnad process retry`) met een hogere grens: `isnad process run --limit { $value }=…`.
screen-step-give-memory = Laat het opnieuw lezen met minder lezers (`--workers 1`), of op een machine met meer geheugen.
screen-step-receive-anew = De inhoud kon niet van de drager worden genomen: probeer de drager opnieuw en neem het nogmaals op.
screen-step-look-at-medium = Het is geen bestand: bekijk de drager zelf.
screen-step-ask-better-copy = Vraag de bron om een betere kopie.
screen-step-later-version = Een nieuwere versie leest dit type misschien; open het tot dan elders.
screen-step-compare-members = Open buiten een kopie en vergelijk de leden met de gevonden leden.
screen-step-look-at-original = Bekijk het origineel: de reden noemt wat niet gelezen is.
screen-step-look-at-scan = Bekijk de scan: een bladzijde is met weinig zekerheid gelezen.
screen-step-check-text = Vergelijk de tekst met de bladzijde: hij leest slecht.
screen-report-processed =
    { $n ->
         [one] Verwerkt: het ene stuk eindigde in een toestand, en alle totalen kloppen.
        *[other] Verwerkt: elk van de { $n } stukken eindigde in een toestand, en alle totalen kloppen.
    }
screen-report-waiting =
    { $n ->
         [one] { $n } stuk wacht nog om gelezen te worden; de totalen kloppen tot nu toe:
        *[other] { $n } stukken wachten nog om gelezen te worden; de totalen kloppen tot nu toe:
    }
screen-report-named =
    { $n ->
         [one] Het eerste stuk, met zijn reden
        *[other] De eerste { $n } stukken, met hun redenen
    }
screen-report-stating =
    { $n ->
         [one] { $n } container geeft zijn leden op
        *[other] { $n } containers geven hun leden op
    }
screen-report-differing =
    { $n ->
         [one] { $n } container wijkt af
        *[other] { $n } containers wijken af
    }
screen-report-more-reasons =
    { $n ->
         [one] nog { $n } reden
        *[other] nog { $n } redenen
    }
screen-report-more-lines =
    { $n ->
         [one] Nog { $n } regel met { $items } stukken staat hier niet; `isnad process report --csv` heeft hem.
        *[other] Nog { $n } regels met { $items } stukken staan hier niet; `isnad process report --csv` heeft ze.
    }
