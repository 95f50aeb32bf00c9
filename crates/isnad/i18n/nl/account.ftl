# Wat voor en tegen een aanwijzing pleit, in woorden. Nooit dat twee mensen één zijn, en van niemand
# dat hij iets gedaan heeft.

## The frame

account-opening = Deze twee regels gaan misschien over één persoon. Dat maakt een aanwijzing die mensen nagaan, geen vaststelling.
account-before = Vóór enige vergelijking: { $odds }.
account-after = Met alle velden: { $odds }. Gekalibreerde kans: { $percent } %.
account-odds-for = ongeveer { $n } tegen 1 voor één persoon
account-odds-against = ongeveer { $n } tegen 1 tegen één persoon
account-odds-even = evenveel voor als tegen één persoon
account-odds-huge-for = meer dan { $n } tegen 1 voor één persoon
account-odds-huge-against = meer dan { $n } tegen 1 tegen één persoon
account-against = Wat ertegen pleit: { $fields }.
account-relatives = Mensen van één huishouden delen namen en plaatsen, wat een deel van de overeenkomst verklaart: { $weight }.
account-rivals = Andere regels passen ook bij een van deze twee, of zijn door andere bezet; met wat ervaring bijstelt: { $weight }.
account-against-none = Niets in deze regels pleit ertegen. Dat bewijst niets: wat de regels weglaten, kunnen zij niet tegenspreken.
account-closing = Een overeenkomst blijft een aanwijzing tot twee mensen beslissen, elk zonder de beslissing van de ander te zien. Zij zegt niets over wat iemand gedaan heeft.
account-colon = :{ " " }
account-semicolon = ;{ " " }
account-comma = ,{ " " }
account-percent-under-one = minder dan 1
account-percent-over-99 = meer dan 99

## One step

account-said-same = { $left } aan beide kanten
account-said-same-by-letter-rules = { $left } en { $right } verschillen alleen in letters die schrijvers verwisselen
account-said-same-by-spelling = { $left } en { $right } zijn gebruikelijke spellingen van één naam
account-said-similar = { $left } en { $right } lijken op elkaar en zijn zelden dezelfde
account-said-different = { $left } aan de ene kant, { $right } aan de andere
account-said-order-swapped = { $left } en { $right } passen alleen in een andere volgorde
account-said-only-one = maar één kant zegt iets: { $value }
account-said-nothing = geen van beide kanten zegt iets dat getoond kan worden
account-said-year-and-placeholder = { $left } en { $right }: de jaren kloppen, en 1 januari staat vaak voor een dag die niemand wist
account-said-day-and-month-swapped = { $left } en { $right }: dag en maand verwisseld
account-said-same-year = { $left } en { $right }: hetzelfde jaar, meer niet
account-said-days-differ = { $left } en { $right }: hetzelfde jaar, een andere dag
account-said-near-year = { $left } en { $right }: een of twee jaar verschil
account-said-years-apart = { $left } en { $right }: drie tot vijf jaar verschil
account-said-same-governorate = { $left } en { $right }: twee plaatsen in één gouvernement
account-said-one-digit-off = { $left } en { $right }: één cijfer verschilt, of twee zijn verwisseld
account-rare-name = één op { $n } draagt hem
account-rare-value = één op { $n } heeft dit
account-for-strongly = pleit sterk voor, { $weight }
account-for = pleit voor, { $weight }
account-says-little = zegt weinig, { $weight }
account-against-step = pleit tegen, { $weight }
account-against-strongly = pleit sterk tegen, { $weight }

## Who else it could be

account-other-sibling = Het zouden broers of zussen kunnen zijn: { $percent } %.
account-other-twin = Het zouden tweelingen kunnen zijn: { $percent } %.
account-other-parent-and-child = Het zouden ouder en kind kunnen zijn: { $percent } %.
account-other-cousin = Het zouden neven of nichten kunnen zijn die naar één grootvader heten: { $percent } %.
account-other-unrelated = Het zouden twee mensen kunnen zijn die bij toeval een naam delen: { $percent } %.

## How two values stand to each other, in a word or two

account-agree-same = Hetzelfde
account-agree-same-by-letter-rules = Hetzelfde op letters na
account-agree-same-by-spelling = Gebruikelijke spelling
account-agree-similar = Lijkt erop
account-agree-different = Anders
account-agree-order-swapped = Andere volgorde
account-agree-only-one = Maar één kant
account-agree-year-and-placeholder = Jaar; 1 januari
account-agree-day-and-month-swapped = Dag/maand verwisseld
account-agree-same-year = Zelfde jaar
account-agree-days-differ = Zelfde jaar, andere dag
account-agree-near-year = Binnen 2 jaar
account-agree-years-apart = 3 tot 5 jaar verschil
account-agree-same-governorate = Zelfde gouvernement
account-agree-one-digit-off = Eén cijfer anders

## Fields

account-field-full-name = Volledige naam
account-field-given = Voornaam
account-field-father = Naam van de vader
account-field-grandfather = Naam van de grootvader
account-field-family = Familienaam
account-field-mother = Naam van de moeder
account-field-kunya = Kunya
account-field-laqab = Bijnaam
account-field-nisba = Naam van herkomst
account-field-sex = Geslacht
account-field-birth-date = Geboortedatum
account-field-birth-year = Geboortejaar
account-field-age = Leeftijd
account-field-birth-place = Geboorteplaats
account-field-governorate = Gouvernement
account-field-registry-number = Registernummer
account-field-national-number = Rijksnummer
account-short-prior = Vooraf
account-short-relatives = Verwanten
account-short-rivals = Andere kandidaten
account-short-total = Totaal
