# Teksten van de beoordeling van overeenkomsten en van personen. Een overeenkomst is een aanwijzing.

screen-matches = Overeenkomsten
screen-persons = Personen
screen-person = Persoon

## What people think, and where a lead stands

screen-opinion-same = Zelfde persoon
screen-opinion-cannot-tell = Niet te zeggen
screen-opinion-different = Twee personen
screen-standing-undecided = Aanwijzing, niet beslist
screen-standing-needs-second = Aanwijzing, tweede persoon nodig
screen-standing-disagreement = Aanwijzing, derde persoon nodig
screen-standing-linked = Verbonden door twee mensen
screen-standing-apart = Gescheiden door twee mensen
screen-standing-left-open = Opengelaten
screen-basis-parents-names = Namen van de ouders
screen-basis-other-names = Andere namen
screen-basis-dates = Datums
screen-basis-place = Plaats
screen-basis-number = Nummer
screen-basis-row-read = Regel in de bron gelezen
screen-basis-photo = Foto
screen-basis-other-document = Ander document

## The queue

screen-queue-todo = Wacht op mij
screen-queue-undecided = Niet beslist
screen-queue-needs-second = Tweede persoon nodig
screen-queue-disagreement = Onenigheid
screen-queue-mine = Door mij gelezen
screen-queue-decided = Beslist
screen-queue-all = Alle
screen-match-lead-note = Een overeenkomst is een aanwijzing die mensen nagaan, geen vaststelling. Zij verandert geen rol.
screen-match-resume = Ga verder waar u was:
screen-match-name-part = Deel van een naam, in een van beide schriften
screen-match-place = Welke aanwijzingen
screen-match-lists = Tussen deze lijsten
screen-match-weight-read = Gewicht (van wat u gelezen hebt)
screen-match-conflict-only = Een veld pleit sterk tegen
screen-match-band = { $from } tot { $below }
screen-match-band-below = onder { $below }
screen-match-band-from = { $from } en meer
screen-match-count =
    { $n ->
         [one] { $n } aanwijzing
        *[other] { $n } aanwijzingen
    }
screen-match-waiting =
    { $n ->
         [one] { $n } aanwijzing wacht op u
        *[other] { $n } aanwijzingen wachten op u
    }
screen-match-none = Er wacht niets op u. Aanwijzingen komen uit het vergelijken van twee lijsten.
screen-match-none-filtered = Niets past. Haal een filter weg, of zoek een korter stuk van de naam.
screen-match-lead = Aanwijzing
screen-match-one = Eén record
screen-match-other = Het andere record
screen-match-you-read = u hebt het gelezen
screen-match-you-decided = u hebt beslist
screen-match-order-note = De volgorde zegt niets over de gewichten: elke aanwijzing wordt gelezen voordat haar gewichten getoond worden.

## One lead

screen-match-question = Beschrijven deze twee records dezelfde persoon?
screen-match-proposed = Voorgesteld
screen-match-place-of = { $k } van { $n } in uw rij
screen-match-weights-shown = Gewichten getoond
screen-match-weights-hidden = Gewichten verborgen
screen-match-records = De twee records
screen-match-your-part = Uw deel
screen-match-note-blind = Lees eerst beide records. Wat het model zegt komt na uw eigen eerste lezing, en niemands lezing of beslissing komt vóór de uwe.
screen-match-note-uncovered = U gaf een eerste lezing voordat de gewichten getoond werden. Beide worden bewaard en kunnen later vergeleken worden.
screen-match-note-waiting = Uw beslissing is vastgelegd. Zij verbindt niets tot iemand anders beslist heeft zonder haar te zien.
screen-match-note-settled = Deze aanwijzing is afgehandeld. Alle lezingen en beslissingen zijn bewaard.
screen-match-caption = Twee records veld voor veld vergeleken
screen-match-comparison = Vergelijking
screen-match-weight = Gewicht
screen-match-open-row = regel openen
screen-match-open-source = bron openen
screen-match-row-as-written = De regel zoals geschreven
screen-match-row-gone = Deze regel is geen record meer van de lijst zoals zij nu gelezen wordt.
screen-match-one-in = 1 op { $n }
screen-match-waterfall = Waterval van { $prior } vooraf tot { $total } in totaal; elke waarde staat in de tabel eronder
screen-match-where-from = Waar het gewicht vandaan komt
screen-match-log2 = log₂ van het bewijs
screen-match-reads-as = Leest als { $odds }, als de aannamen van het model kloppen. Gearceerde balken tellen tegen. Gewone namen voegen minder toe.
screen-match-as-table = Hetzelfde als tabel
screen-match-field = Veld
screen-match-so-far = Tot hier
screen-match-model-changed = Het model is veranderd sinds het voorstel. Eerdere modellen zeiden:
screen-match-in-words = In woorden
screen-match-who-else = Wie het anders zou kunnen zijn
screen-match-who-else-none = Het model noemt geen andere verklaring. Die kan er zijn.

## Reading and deciding

screen-match-first-reading = Uw eerste lezing
screen-match-first-reading-line = Wat zeggen de twee records u? Uw antwoord wordt bewaard zoals het is.
screen-match-same-question = Zelfde persoon?
screen-match-cannot-tell-note = laat beide records zoals ze zijn
screen-match-keep-reading = Lezing bewaren, gewichten tonen
screen-match-skip = Overslaan
screen-match-two-people = Twee mensen beslissen
screen-match-two-people-line = Twee mensen beslissen, elk zonder te zien wat de ander denkt. Verschillen zij, dan beslist een derde.
screen-match-your-decision = Uw beslissing
screen-match-based-on = Op grond van
screen-match-reason = Reden
screen-match-required = verplicht
screen-match-against = Bewijs ertegen
screen-match-against-open = Open
screen-match-against-none = Geen veld pleit ertegen. Wat de regels weglaten, kunnen zij niet tegenspreken.
screen-match-against-kept = Het blijft aan de verbinding vast en wordt ermee bekendgemaakt.
screen-match-against-more = Wat er nog tegen pleit
screen-match-record = Beslissing vastleggen
screen-match-own-reading = { $name }, eerste lezing “{ $opinion }”, voordat de gewichten getoond werden
screen-match-reading-of = { $name }: “{ $opinion }”, voordat de gewichten getoond werden
screen-match-another = Iemand anders; ziet deze beslissing niet eerst
screen-match-earlier = Uw eerdere beslissingen
screen-match-if-agree = Als beiden het eens zijn
screen-match-if-agree-line = De twee records worden verbonden en kunnen altijd weer los. Niemand krijgt bericht. Geen rol in een zaak verandert.
screen-match-erased = De woorden van deze beslissing zijn gewist.
screen-match-withdrawn = Ingetrokken
screen-match-you-decided-first = U hebt als eerste beslist
screen-match-needs-second = Dit heeft een tweede persoon nodig. U kunt dat niet zijn.
screen-match-needs-third = De ander heeft anders beslist. Dit heeft een derde persoon nodig.
screen-match-next = Volgende aanwijzing
screen-match-back-to-queue = Terug naar de rij
screen-match-undo = Mijn beslissing terugnemen
screen-match-undo-line = Zij blijft in de geschiedenis met uw reden. U mag opnieuw beslissen.
screen-match-undo-do = Terugnemen
screen-match-decided = Beslist
screen-match-person = Persoon openen
screen-match-no-role = De rol van deze persoon is onbekend. Een verbinding verandert dat niet.
screen-match-first-readings = Eerste lezingen
screen-match-open-again = Opnieuw openen
screen-match-open-again-line = Alle beslissingen worden ingetrokken en blijven in de geschiedenis. Een verbinding gaat meteen los; twee mensen moeten opnieuw beslissen.
screen-match-open-again-do = Beslissingen intrekken
screen-match-rivals = Andere kandidaten voor het record in { $list }
screen-match-rivals-none = Geen in de lijsten die u mag lezen.
screen-match-rival-unread = gewicht na uw lezing
screen-match-sealed-note = Lijsten die u niet mag lezen worden niet voor u doorzocht. Vraag het de beheerder als u het moet weten.

## Persons

screen-person-find-note = Elke opzoeking wordt met haar reden vastgelegd, en anderen zien haar.
screen-person-find = Opzoeken
screen-person-count =
    { $n ->
         [one] { $n } persoon
        *[other] { $n } personen
    }
screen-person-none = Geen record dat u mag lezen draagt zo’n naam.
screen-person-records = Records die de naam dragen
screen-person-sources = Records in totaal
screen-person-sources-n =
    { $n ->
         [one] { $n } bronrecord
        *[other] { $n } bronrecords
    }
screen-person-reason-line = U hebt niet aan een aanwijzing over deze persoon gewerkt. Zeg waarom u kijkt; de reden wordt vastgelegd, en anderen zien haar.
screen-person-open = Openen
screen-person-role-unknown = Rol: onbekend
screen-person-note = Records naast elkaar, zoals geschreven. Er is geen samengevoegde regel: elke waarde hoort bij haar bron.
screen-person-twice = Twee van deze records zijn regels van één lijst. Of de lijst heeft de persoon twee keer, of het zijn twee mensen.
screen-person-side-by-side = Bronnen naast elkaar
screen-person-differ = verschillen
screen-person-links = Waarom ze verbonden zijn
screen-person-no-links = Niets verbindt dit record met een ander.
screen-person-unlink = Deze twee scheiden
screen-person-unlink-do = Scheiden

## Keys and the rest

screen-key-opinion = zelfde / twee / niet te zeggen
screen-key-skip = overslaan
screen-key-sources = eerste / tweede bron
screen-fault-second-person = Iemand anders nodig
screen-action-propose-leads = Aanwijzingen voorstellen
screen-action-review-matches = Een aanwijzing gelezen
screen-action-search-matches = Aanwijzingen doorzocht
screen-action-find-person = Een persoon opgezocht
