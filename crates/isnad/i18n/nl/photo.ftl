# Photographs: figures and what stands beside them.
photo-review = label bekijken
photo-of = van
photo-all = alles samen
photo-unattributed = niet toegewezen
photo-files = bestanden
photo-photos = foto’s
photo-series = reeksen
photo-bodies = lichamen
photo-series-without-number = reeksen zonder nummer
count-files = Bestanden: elk bestand dat een foto is, kopieën inbegrepen.
count-photos-without-copies = Foto’s: elk één keer; bestanden die kopieën van elkaar zijn, tellen als één.
count-series = Reeksen: opeenvolgende opnamen van één lichaam, volgens mappen, camera’s, tijd en labels.
count-bodies-by-number = Lichamen: verschillende lichaamsnummers binnen een afdeling. Een nummer dat na meer dan 60 dagen terugkomt, is een ander lichaam. Wat geen nummer heeft, telt niet mee.
count-bodies-by-number-or-detainee = Lichamen: verschillende lichaamsnummers binnen een afdeling, en nummers van gedetineerden waar geen lichaam een nummer heeft. Een nummer dat na meer dan 60 dagen terugkomt, is een ander lichaam. Wat geen nummer heeft, telt niet mee.
count-series-without-number = Reeksen zonder nummer: niemand kan zeggen of ze lichamen tonen die al geteld zijn.
