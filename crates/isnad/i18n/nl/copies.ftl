# Kopieën: dezelfde bytes, en hetzelfde papier of dezelfde opname opnieuw gescand of opgeslagen.
copies-line = Dezelfde bytes, en hetzelfde papier of dezelfde opname, opnieuw gescand of opgeslagen. Niets wordt daarom verborgen.
copies-kind-exact = dezelfde bytes
copies-kind-near = bijna gelijke kopie
copies-kind-through = kopie van een kopie
copies-likeness = gelijkenis { $percent } %
copies-because-bytes = De bytes zijn dezelfde.
copies-because-text = De teksten hebben dezelfde woorden en dezelfde getallen.
copies-because-read-text = Optisch gelezen hebben ze dezelfde woorden, en geen zeker gelezen getal spreekt ertegen.
copies-because-layout = De inkt ligt op dezelfde plaatsen, en niets wat zeker gelezen is spreekt ertegen.
copies-because-layout-and-text = De inkt ligt op dezelfde plaatsen, en de woorden zijn dezelfde.
copies-because-shot = Het is dezelfde opname.
copies-because-others = Het is een kopie van een ander stuk van de groep; deze twee zijn op zichzelf niet gelijk bevonden.
copies-none-of-these = Deze twee zijn niet als kopieën gevonden.
copies-compare = Vergelijken
copies-compare-title = Twee stukken vergeleken
copies-compare-of = { $a } en { $b } vergeleken
copies-back = Kopieën
copies-only-first = Alleen in het eerste
copies-only-second = Alleen in het tweede
copies-places = { $n ->
    [0] De teksten verschillen niet
    [one] De teksten verschillen op { $n } plaats
   *[other] De teksten verschillen op { $n } plaatsen
}
copies-first-place = Naar de eerste
copies-place-of = Verschil { $n } van { $m }: naar het volgende
copies-text-scroll = Beide teksten
copies-no-text = Geen van beide heeft tekst. De bladzijden kunnen een voor een bekeken worden.
copies-note = Schrijfwijzen die een lezer voor dezelfde houdt, zijn niet gemarkeerd. Een verschil kan een vergissing van het optisch lezen zijn: bekijk de bladzijden.
copies-folded = Kopieën samengevouwen
copies-unfolded = Kopieën getoond
copies-folded-count = { $n } met kopieën samengevouwen
copies-more = { $n ->
    [one] +{ $n } kopie
   *[other] +{ $n } kopieën
}
