# What is wrong, and what to do. `fault-<id>` says the fault, `fault-<id>-remedy` the remedy.

## What was typed

fault-no-store-named = Er is geen opslag genoemd.
fault-no-store-named-remedy = Geef --store DIR op, of stel ISNAD_STORE in.
fault-no-passphrase = De wachtwoordzin van de opslag ontbreekt, en er is geen terminal om erom te vragen.
fault-no-passphrase-remedy = Geef --passphrase-file FILE op, of stel ISNAD_PASSPHRASE in.
fault-no-password = Er is geen wachtwoord gegeven.
fault-no-password-remedy = Geef --password-file FILE op, of voer de opdracht uit in een terminal.
fault-not-the-same = De twee invoeren zijn niet gelijk.
fault-not-the-same-remedy = Voer de opdracht opnieuw uit en typ twee keer dezelfde tekst.
fault-no-path-named = Er is geen bestand of map genoemd.
fault-no-path-named-remedy = Noem er ten minste één, of geef --worker op.
fault-no-query = Er is geen vraag.
fault-no-query-remedy = Typ wat u zoekt, of geef --batch FILE op; --help-query legt de taal uit.
fault-not-utf8 = `{ $path }` is geen tekst in UTF-8.
fault-not-utf8-remedy = Sla het op als UTF-8 en probeer het opnieuw.
fault-file-exists = `{ $path }` bestaat al.
fault-file-exists-remedy = Er wordt niets overschreven; noem een ander bestand.
fault-no-cosigner-key = `{ $path }` bevat geen sleutel om mede te ondertekenen.
fault-no-cosigner-key-remedy = Maak er een met `isnad ledger cosign key`.
fault-bad-value = { $what }: { $reason }.
fault-bad-value-remedy = Verbeter de waarde en probeer het opnieuw.
fault-reason-required = Hiervoor is een reden nodig.
fault-reason-required-remedy = Zeg in een paar woorden waarom; de reden wordt mee vastgelegd.
fault-step-before = De stap “{ $step }” van deze foto komt eerst.
fault-step-before-remedy = Maak de foto stap voor stap zichtbaar: blurred, small, grey, colour.
fault-passphrase-short = Een wachtwoordzin of wachtwoord heeft ten minste { $least } tekens.
fault-passphrase-short-remedy = Kies een langere; enkele woorden onthoudt u beter dan losse tekens.

## The store

fault-not-a-store = `{ $path }` bevat geen opslag.
fault-not-a-store-remedy = Controleer het pad, of maak daar een opslag met `isnad init`.
fault-folder-not-empty = `{ $path }` is niet leeg.
fault-folder-not-empty-remedy = Noem een map die nog niet bestaat, of maak deze zelf leeg.
fault-store-newer = De opslag heeft formaat { $found }; dit programma kent formaten tot en met { $known }.
fault-store-newer-remedy = Gebruik het nieuwere programma dat hem maakte. Er is niets gewijzigd.
fault-settings-damaged = `{ $path }` is niet te begrijpen: { $reason }.
fault-settings-damaged-remedy = Zet dit bestand terug uit een reservekopie; verder is niets in de opslag aangeraakt.
fault-store-busy = De opslag `{ $path }` is bezet door ander langdurig werk (ontvangen, lezen, herbouwen of wissen).
fault-store-busy-remedy = Wacht tot het klaar is, of stop het; niets wat het heeft bevestigd gaat verloren. Zoeken en raadplegen gaan intussen door.
fault-wrong-passphrase = De wachtwoordzin opent deze opslag niet.
fault-wrong-passphrase-remedy = Controleer de wachtwoordzin, het bestand ervan of ISNAD_PASSPHRASE. Zonder wachtwoordzin kan niemand de opslag openen.
fault-keys-unreadable = De sleutels van de opslag zijn niet te lezen: { $reason }.
fault-keys-unreadable-remedy = Zet `store.toml` terug uit een reservekopie.
fault-no-random = Deze machine gaf geen willekeurige bytes: { $reason }.
fault-no-random-remedy = Er is niets geschreven. Controleer het systeem en probeer het opnieuw.
fault-disk-full = De schijf is vol (`{ $path }`).
fault-disk-full-remedy = Alles wat is bevestigd, is veilig. Maak ruimte en voer dezelfde opdracht opnieuw uit; ze gaat verder waar ze stopte.
fault-io = Bewerking mislukt ({ $what }) bij `{ $path }`: { $reason }.
fault-io-remedy = Controleer of de schijf er is en of u die mag gebruiken, en voer dezelfde opdracht opnieuw uit.
fault-internal = Binnen isnad ging iets mis: { $reason }.
fault-internal-remedy = Niets wat is bevestigd, is verloren. Meld deze zin alstublieft.

## Taking in

fault-path-missing = `{ $path }` bestaat niet.
fault-path-missing-remedy = Controleer het pad; is het medium aangekoppeld?
fault-path-unreadable = `{ $path }` is niet te gebruiken: { $reason }.
fault-path-unreadable-remedy = Controleer de rechten, of werk als een gebruiker die het mag lezen.
fault-path-is-device = `{ $path }` is een apparaat, pijp of socket.
fault-path-is-device-remedy = Koppel het medium alleen-lezen aan en noem de map, of maak er een schijfkopie van en noem die.
fault-path-meets-store = `{ $path }` en de opslag liggen in elkaar.
fault-path-meets-store-remedy = Houd de opslag apart van wat hij ontvangt.
fault-no-hash-list = `{ $path }` bevat geen regel van een hashlijst.
fault-no-hash-list-remedy = Lijsten zoals `sha256sum`, `md5sum` of `hashdeep` ze schrijven, worden begrepen.
fault-list-empty = De lijst is leeg.
fault-list-empty-remedy = Controleer of dit het juiste bestand is en of het volledig is gekopieerd.
fault-list-no-ground = Een lijst van personen wordt niet opgenomen zonder `{ $what }`.
fault-list-no-ground-remedy = Zeg op welke rechtsgrond de lijst wordt bewaard (`--legal-basis`) en waarvoor ze mag dienen (`--purpose`); beide worden erbij vastgelegd.
fault-list-is-folder = `{ $path }` is een map, geen lijst.
fault-list-is-folder-remedy = Noem één bestand; een map neemt u op met `isnad intake add`, en haar tabellen importeert u met `isnad list import --item`.
fault-list-no-table = Er is geen tabel { $table }; gevonden tabellen: { $found }.
fault-list-no-table-remedy = Kies een andere met `--table`. Wat geen tekst in kolommen, werkmap of databank is, heeft geen tabel.
fault-list-no-text = De bytes zijn geen tekst, dus er zijn geen rijen in te herkennen.
fault-list-no-text-remedy = Een werkmap wordt geïmporteerd zoals ze is; bewaar andere formaten eerst als CSV, TSV of JSON-regels.
fault-list-json-array = De lijst is één JSON-array.
fault-list-json-array-remedy = Schrijf elke rij als JSON-object op een eigen regel, bijvoorbeeld met `jq -c '.[]'`.
fault-list-bad-headings = De kolommen zijn niet te herkennen: regel { $line }: { $reason }.
fault-list-bad-headings-remedy = Herstel die regel in een kopie, of zeg in het toewijzingsbestand hoe de lijst geschreven is: `[form]` met `encoding`, `delimiter` en `headings`.
fault-list-unreadable = De lijst kon niet worden gelezen: { $reason }.
fault-list-unreadable-remedy = Controleer het medium en probeer het opnieuw.
fault-mapping-unreadable = De toewijzing is niet te begrijpen: { $reason }.
fault-mapping-unreadable-remedy = Laat een toewijzingsbestand schrijven met `isnad list preview FILE --write-map map.toml` en pas dat aan.
fault-mapping-newer = De toewijzing heeft versie { $found }; dit programma kent versie { $known }.
fault-mapping-newer-remedy = Gebruik het programma dat ze schreef, of een nieuwer.
fault-mapping-no-field = Kolom `{ $column }`: `{ $word }` is geen veld.
fault-mapping-no-field-remedy = De velden zijn: { $known }.
fault-mapping-no-column = De lijst heeft geen kolom `{ $column }`.
fault-mapping-no-column-remedy = De kolommen zijn: { $columns }. Verbeter het toewijzingsbestand.
fault-mapping-two-ids = Twee kolommen moeten het kenmerk van een rij zijn: `{ $first }` en `{ $second }`.
fault-mapping-two-ids-remedy = Wijs één kolom toe aan `id`; zonder zo’n kolom dient het rijnummer.
fault-mapping-nothing = Van geen enkele kolom is gezegd wat ze over een persoon zegt.
fault-mapping-nothing-remedy = Kijk met `isnad list preview FILE`, schrijf een toewijzingsbestand met `--write-map` en noem daarin minstens één veld.
fault-source-unreadable = De bron kon niet worden gelezen: { $reason }.
fault-source-unreadable-remedy = Controleer het medium en voer dezelfde opdracht opnieuw uit.

## Objects and tables

fault-vault-absent = `{ $path }` ontbreekt of is geen kluis.
fault-vault-absent-remedy = Zet de kluis terug uit een reservekopie; het bewijs ligt erin.
fault-object-missing = Object { $object } ontbreekt in de kluis.
fault-object-missing-remedy = Zet het terug uit een reservekopie en voer dan `isnad store verify --all` uit.
fault-object-damaged = Object { $object } is beschadigd: { $reason }.
fault-object-damaged-remedy = Zet het terug uit een reservekopie en voer dan `isnad store verify --all` uit.
fault-object-other-content = Object { $object } bevat andere bytes dan de naam zegt (hash { $found }).
fault-object-other-content-remedy = Gebruik het niet. Zet het terug uit een reservekopie en zoek uit wie in de kluis kon schrijven.
fault-catalogue-unreachable = De catalogus kan niet worden geopend: { $reason }.
fault-catalogue-unreachable-remedy = Controleer bij PostgreSQL of de server draait en of het adres in `store.toml` klopt. De ingebouwde catalogus mag worden verwijderd; hij wordt opnieuw gemaakt.
fault-catalogue-version = De catalogus heeft versie { $found }; dit programma gebruikt { $expected }.
fault-catalogue-version-remedy = Verwijder `catalogue.sqlite` (of maak de database leeg); hij wordt opnieuw gemaakt uit het grootboek.
fault-catalogue-failed = De catalogus faalde: { $reason }.
fault-catalogue-failed-remedy = Voer de opdracht opnieuw uit. Mislukt het weer, verwijder dan `catalogue.sqlite`; hij wordt opnieuw gemaakt uit het grootboek.
fault-catalogue-damaged = De catalogus bevat een waarde die niet kan: { $reason }.
fault-catalogue-damaged-remedy = Voer `isnad store rebuild` uit; het grootboek en de kluis blijven ongemoeid.
fault-index-failed = De zoekindex in `{ $path }` faalde: { $reason }.
fault-index-failed-remedy = Verwijder die map en voer `isnad store rebuild` uit; er gaat niets mee verloren.
fault-act-misfit = Handeling { $index } van het logboek past niet bij wat eraan voorafging: { $reason }.
fault-act-misfit-remedy = Er is niets overgeslagen en niets gewijzigd. Voer `isnad store verify` uit en bewaar een kopie van de opslag voor onderzoek.
fault-act-unreadable = Handeling { $index } van het logboek is niet te lezen: { $reason }.
fault-act-unreadable-remedy = Er is niets overgeslagen. Schreef een nieuwere isnad deze opslag, gebruik dan die; zet anders het grootboek terug uit een reservekopie.
fault-ledger-shorter = De catalogus heeft { $catalogue } handelingen gezien, maar het grootboek bevat er maar { $ledger }.
fault-ledger-shorter-remedy = Het grootboek is ingekort of vervangen. Laat deze opslag zoals hij is en vergelijk hem met een controlepunt dat het huis heeft verlaten.

## Ledger and proofs

fault-ledger-disk-full = De schijf is vol (`{ $path }`).
fault-ledger-disk-full-remedy = Alles wat is bevestigd, is veilig. Maak ruimte en voer dezelfde opdracht opnieuw uit.
fault-ledger-file = Het grootboekbestand `{ $path }` faalde: { $reason }.
fault-ledger-file-remedy = Controleer de schijf en de rechten op de map, en probeer het opnieuw.
fault-no-randomness = Deze machine gaf geen willekeurige bytes: { $reason }.
fault-no-randomness-remedy = Er is niets geschreven. Controleer het systeem en probeer het opnieuw.
fault-ledger-malformed = Dit is niet wat verwacht werd ({ $what }): { $reason }.
fault-ledger-malformed-remedy = Controleer of dit het juiste bestand is en of het heel is aangekomen.
fault-ledger-bad-signature = De handtekening van `{ $key }` past niet bij de tekst.
fault-ledger-bad-signature-remedy = Ga er niet op af. Vraag het opnieuw, langs een andere weg.
fault-ledger-unsigned = `{ $key }` heeft dit controlepunt niet ondertekend.
fault-ledger-unsigned-remedy = Controleer of de sleutel en het controlepunt bij hetzelfde logboek horen.
fault-ledger-other-log = Dit gaat over het logboek `{ $found }`, niet over `{ $expected }`.
fault-ledger-other-log-remedy = Gebruik het bestand dat bij dit logboek hoort.
fault-ledger-other-root = Bij { $size } handelingen heeft dit logboek een andere wortel dan de opgegeven wortel.
fault-ledger-other-root-remedy = De geschiedenis is veranderd, hier of daar. Bewaar beide en laat ze onderzoeken.
fault-ledger-no-cosignature = Onder dit controlepunt staat geen medeondertekening met die sleutel.
fault-ledger-no-cosignature-remedy = Controleer het bestand en de sleutel van de andere dienst.
fault-ledger-missing = `{ $path }` bevat geen grootboek.
fault-ledger-missing-remedy = Zet het grootboek terug uit een reservekopie; zonder grootboek valt niets te bewijzen.
fault-ledger-exists = `{ $path }` bevat al een grootboek.
fault-ledger-exists-remedy = Noem een lege map.
fault-ledger-damaged = Het grootboekbestand `{ $file }` is beschadigd: { $reason }.
fault-ledger-damaged-remedy = Staak het werk aan deze opslag, laat hem zoals hij is, en zet het grootboek terug uit een reservekopie.
fault-ledger-no-such-act = Er is geen handeling { $index }; het logboek bevat er { $size }.
fault-ledger-no-such-act-remedy = Controleer het nummer.
fault-ledger-act-too-large = Een handeling van { $size } bytes is groter dan de { $limit } die het grootboek bewaart.
fault-ledger-act-too-large-remedy = Pak de container uit en neem de delen één voor één aan.
fault-ledger-read-only = Het grootboek is alleen om te lezen geopend.
fault-ledger-read-only-remedy = Dit is een fout in isnad; meld hem alstublieft.
fault-ledger-unconfirmed = Het systeem heeft niet bevestigd dat de laatste handelingen op de schijf staan: { $reason }.
fault-ledger-unconfirmed-remedy = Controleer de schijf. Open de opslag opnieuw: hij toont wat bewaard is, en dezelfde opdracht gaat verder.
fault-ledger-must-reopen = Een eerdere schrijfactie is niet bevestigd.
fault-ledger-must-reopen-remedy = Open de opslag opnieuw.
fault-stamp-unreadable = Het antwoord van de tijdstempeldienst is niet te lezen: { $reason }.
fault-stamp-unreadable-remedy = Controleer of het bestand het antwoord van de dienst is (RFC 3161) en of het heel is aangekomen.
fault-stamp-refused = De tijdstempeldienst heeft het verzoek geweigerd: { $status }.
fault-stamp-refused-remedy = Vraag de dienst waarom, en stuur dan een nieuw verzoek.
fault-stamp-of-other-bytes = Het tijdstempel geldt andere bytes dan die van enig controlepunt waarvoor een tijdstempel is gevraagd.
fault-stamp-of-other-bytes-remedy = Controleer of het antwoord bij een verzoek van deze opslag hoort.
fault-stamp-of-other-request = Het tijdstempel beantwoordt een ander verzoek voor het controlepunt van { $size } handelingen.
fault-stamp-of-other-request-remedy = Neem het antwoord over op het verzoek dat deze opslag het laatst schreef.

## Reading

fault-reader-not-started = De lezer `{ $program }` kon niet worden gestart: { $reason }.
fault-reader-not-started-remedy = Controleer of het programma er is en mag worden uitgevoerd; `isnad doctor` vertelt meer.
fault-ocr-model-missing = Er is geen tesseract-model voor de taal `{ $language }` in { $folder }; er zijn: { $there }.
fault-ocr-model-missing-remedy = Installeer het (Debian: tesseract-ocr-…), zet `{ $language }.traineddata` in de map, of noem andere talen met --ocr-lang. Staat het bestand er wel, dan moet de map voor iedereen leesbaar zijn: lezers draaien zonder rechten.
fault-reader-fence-missing = De afscherming rond de lezers staat niet: { $missing }.
fault-reader-fence-missing-remedy = Gebruik een kernel met Landlock en seccomp (Debian 12 of nieuwer), of laat --require-fence weg.
fault-reader-no-folder = Er kon geen eigen map voor de lezers worden gemaakt: { $reason }.
fault-reader-no-folder-remedy = Controleer de ruimte en de rechten in de tijdelijke map (TMPDIR).
fault-reader-source = Het bestand kon niet aan de lezer worden gegeven: { $reason }.
fault-reader-source-remedy = Controleer de rechten en probeer het opnieuw.
fault-reader-members = Een bestand dat in een bestand is gevonden, kon niet worden bewaard: { $reason }.
fault-reader-members-remedy = Controleer de ruimte op de schijf en voer `isnad process run` opnieuw uit.
fault-page-not-drawn = De pagina kon niet worden getekend: { $reason }.
fault-page-not-drawn-remedy = De tekst ernaast is niet geraakt. Het origineel kan met opgave van een reden worden uitgenomen.
fault-reader-killed = De lezer is twee keer van buitenaf gestopt: deze machine heeft te weinig geheugen, of iemand heeft hem beëindigd.
fault-reader-killed-remedy = Het stuk wacht nog. Voer `isnad process run` opnieuw uit, met minder lezers naast elkaar (`--workers 1`) als het geheugen krap is.
fault-reader-talk = Het gesprek met de lezer is mislukt: { $reason }.
fault-reader-talk-remedy = Probeer het opnieuw; gebeurt het weer, meld het dan met het nummer van het stuk.

## People

fault-not-available = Niet beschikbaar: { $what }.
fault-not-available-remedy = Controleer het nummer; vraag de bewaarder als u toegang nodig hebt.
fault-no-such-account = Er is geen account `{ $user }`.
fault-no-such-account-remedy = `isnad user list` toont de accounts.
fault-account-exists = Er is al een account `{ $user }`.
fault-account-exists-remedy = Kies een andere naam; een gesloten account is te heropenen met `isnad user reopen`.
fault-roles-exclude = Deze rollen sluiten elkaar uit.
fault-roles-exclude-remedy = Wie accounts beheert (administrator) of toezicht houdt (security-officer), heeft geen rol die bewijs leest, en ook niet de andere van deze twee.
fault-sign-in-failed = Naam of wachtwoord is onjuist.
fault-sign-in-failed-remedy = Probeer het opnieuw; een beheerder kan een nieuw wachtwoord instellen.
fault-not-allowed = U mag dit niet doen ({ $action }: { $refusal }). De poging is vastgelegd.
fault-not-allowed-remedy = Vraag de bewaarder of een beheerder als uw werk dit vereist.
fault-covered = Dit beeld is afgedekt.
fault-covered-remedy = Toon het bewust als u het moet zien; dat wordt vastgelegd.

## The query

fault-query-unclosed-quote = Bij teken { $at } wordt een aanhalingsteken geopend en niet gesloten.
fault-query-unclosed-quote-remedy = Sluit het met ".
fault-query-unclosed-bracket = Bij teken { $at } wordt een haakje geopend en niet gesloten.
fault-query-unclosed-bracket-remedy = Sluit het met ).
fault-query-stray-bracket = Het haakje bij teken { $at } sluit niets.
fault-query-stray-bracket-remedy = Haal het weg, of open er eerder een.
fault-query-missing-term = Bij teken { $at } ontbreekt bij `{ $after }` iets om te zoeken.
fault-query-missing-term-remedy = Typ daar een woord of zinsdeel, of haal `{ $after }` weg.
fault-query-unknown-field = Bij teken { $at }: er is geen veld `{ $field }`.
fault-query-unknown-field-remedy = De velden zijn { $fields }. Zet de woorden tussen aanhalingstekens om een dubbelepunt te zoeken.
fault-query-bad-value = Bij teken { $at }: `{ $found }` is geen waarde voor `{ $field }`.
fault-query-bad-value-remedy = Verwacht wordt: { $takes }.
fault-query-bad-distance = Bij teken { $at }: deze afstand is niet te gebruiken.
fault-query-bad-distance-remedy = Geef een getal van 1 tot en met { $most }.
fault-query-empty-prefix = Bij teken { $at } staat een sterretje zonder letters ervoor.
fault-query-empty-prefix-remedy = Zet ten minste één letter voor het sterretje.
fault-query-star-in-phrase = Bij teken { $at } staat een sterretje tussen aanhalingstekens.
fault-query-star-in-phrase-remedy = Haal het sterretje uit het zinsdeel.

## Sample

fault-sample-too-few-papers = { $given } papieren zijn te weinig voor een voorbeeld.
fault-sample-too-few-papers-remedy = Vraag er ten minste { $least }, zodat elk bestandsformaat voorkomt.
fault-sample-too-few-persons = { $given } personen zijn te weinig voor lijsten.
fault-sample-too-few-persons-remedy = Vraag er ten minste { $least }, zodat de geplante gevallen erin passen.
fault-sample-too-many-persons = { $given } personen zijn te veel voor lijsten in de vormen van kantoren.
fault-sample-too-many-persons-remedy = Vraag er ten hoogste { $most }, of laat `--headings local` weg.
fault-sample-names = De namentabel `{ $path }` is niet bruikbaar: { $detail }.
fault-sample-names-remedy = Noem een leesbaar tekstbestand in UTF-8 met drie kolommen, gescheiden door tabs: Arabische naam, Latijnse spelling, aantal.
fault-sample-folder-not-empty = `{ $path }` is geen lege map.
fault-sample-folder-not-empty-remedy = Noem een map die leeg is of nog niet bestaat.
fault-sample-cannot-write = `{ $path }` kon niet worden geschreven: { $detail }.
fault-sample-cannot-write-remedy = Controleer daar de ruimte en de rechten, verwijder de onvoltooide map en begin opnieuw.
fault-sample-not-made = Het voorbeeld kon niet worden gemaakt: { $detail }.
fault-sample-not-made-remedy = Dit is een fout in isnad; meld hem alstublieft met deze zin.

## The workbench

fault-listen-not-loopback = `{ $listen }` is geen adres van alleen deze machine.
fault-listen-not-loopback-remedy = Gebruik 127.0.0.1 of [::1]. Zet er een proxy met TLS voor als anderen erbij moeten.
fault-listen-refused = `{ $listen }` is niet te gebruiken: { $reason }.
fault-listen-refused-remedy = Kies een andere poort met --listen 127.0.0.1:PORT.
fault-texts-broken = De teksten van dit programma zijn niet te lezen: { $reason }.
fault-texts-broken-remedy = Dit is een fout in isnad; meld hem alstublieft.
fault-serving-stopped = De werkbank is gestopt: { $reason }.
fault-serving-stopped-remedy = Start haar opnieuw met `isnad serve`; niets wat is bevestigd, is verloren.
fault-workbench-failed = Hier ging iets mis.
fault-workbench-failed-remedy = Er is niets verloren. Probeer het opnieuw; gebeurt het weer, meld dan het nummer van dit verzoek.
fault-sign-in-first = U bent niet aangemeld.
fault-sign-in-first-remedy = Meld u eerst aan.
fault-form-expired = Dit formulier is te oud.
fault-form-expired-remedy = Ga terug, laad de pagina opnieuw en verstuur het nog eens.
fault-form-unreadable = Dit formulier is niet te lezen.
fault-form-unreadable-remedy = Ga terug, laad de pagina opnieuw en verstuur het nog eens.
fault-host-unknown = Dit adres is niet dat van de werkbank.
fault-host-unknown-remedy = Open het adres dat `isnad serve` heeft getoond.
fault-origin-unknown = Dit verzoek komt van een andere site.
fault-origin-unknown-remedy = Open de werkbank zelf en doe het daar.
fault-state-unknown = Zo’n toestand van een stuk bestaat niet.
fault-state-unknown-remedy = De toestanden zijn read, read_in_part, no_text, empty, encrypted, unsupported, damaged, over_limit.
fault-language-unknown = De werkbank spreekt deze taal niet.
fault-language-unknown-remedy = Zij spreekt Engels, Arabisch, Frans en Nederlands.
fault-address-unreadable = Dit adres is niet te begrijpen.
fault-address-unreadable-remedy = Controleer de namen en waarden na het vraagteken; /api/v1/openapi.json beschrijft ze.
fault-model-version = Dit is geen modelbestand van deze versie.
fault-model-version-remedy = De eerste regel moet `model`, een tab, `{ $known }` zijn; laat `isnad match link --write-model` er een maken.
fault-model-line = Regel { $line } van het modelbestand is geen regel van een model.
fault-model-line-remedy = Een regel is een naam, een tab en een getal; vergelijk hem met wat `--write-model` schrijft.
fault-model-value = Regel { $line } van het modelbestand: `{ $name }` kan niet { $value } zijn.
fault-model-value-remedy = Kansen liggen boven 0 en tot 1, de beginwaarde onder 0.
fault-model-missing = Het modelbestand noemt `{ $name }` niet.
fault-model-missing-remedy = Voeg de regel toe, of laat `--write-model` het bestand opnieuw maken.
fault-matching-cancelled = Het vergelijken is voor het einde gestopt.
fault-matching-cancelled-remedy = Er is niets geschreven; start het opnieuw.
fault-probability-outside = { $value } is geen kans.
fault-probability-outside-remedy = Geef een getal van 0 tot 1.
fault-list-no-records = { $path } bevat geen rij die iets over een persoon zegt.
fault-list-no-records-remedy = Bekijk het met `isnad list preview`, of zeg met `--map` wat elke kolom betekent.
fault-record-not-in-list = { $path } heeft geen rij met het nummer `{ $id }`.
fault-record-not-in-list-remedy = De nummers zijn die van de lijst zelf; `isnad list preview` toont welke kolom ze bevat.
fault-decided-line = { $path }: regel { $line } is geen besluit over twee rijen van deze lijsten.
fault-decided-line-remedy = Een regel is het linkernummer, een tab, het rechternummer, een tab, en `same`, `different` of `unsure`.
fault-pairs-line = { $path }: regel { $line } is niet te begrijpen.
fault-pairs-line-remedy = Paren staan zoals `isnad match link --out` ze schrijft; een waarheid als rijnummer, tab, persoon.
fault-truth-without-record = { $path } kent niet beide rijen van het paar in regel { $line }.
fault-truth-without-record-remedy = Een waarheid noemt de persoon van elke rij.

## Leads and persons

fault-lead-unread = U hebt de aanwijzing { $lead } nog niet gelezen.
fault-lead-unread-remedy = Geef een eerste lezing vóór de gewichten; beslis daarna.
fault-lead-read-already = U hebt al een eerste lezing van { $lead } gegeven.
fault-lead-read-already-remedy = Een eerste lezing blijft zoals ze was; beslis nu, of laat het.
fault-decided-first = U hebt als eerste beslist over { $lead }.
fault-decided-first-remedy = Iemand anders moet de tweede persoon zijn. U mag uw beslissing met een reden terugnemen.
fault-lead-settled = De aanwijzing { $lead } is afgehandeld.
fault-lead-settled-remedy = Trek de beslissingen met een reden in als zij opnieuw open moet.
fault-nothing-to-withdraw = Er staat geen beslissing van u op { $lead }.
fault-nothing-to-withdraw-remedy = Zolang een aanwijzing niet afgehandeld is, neemt ieder de eigen beslissing terug.
fault-opinion-missing = Er werd geen mening gegeven.
fault-opinion-missing-remedy = Zeg er een: same, different, cannot tell.
fault-needs-second-person = De aanwijzing { $lead } heeft iemand anders nodig.
fault-needs-second-person-remedy = Uw beslissing is vastgelegd. Er volgt niets uit voordat iemand anders beslist heeft.
fault-text-not-read = De tekst van { $page } staat in het bestand zelf; geen machine heeft die gelezen.
fault-text-not-read-remedy = Verbeterd wordt wat van het beeld of uit een tekstlaag is gelezen, niet wat een bestand zegt.
fault-text-no-line = Er is geen regel { $line }; de pagina heeft er { $lines }.
fault-text-no-line-remedy = Regels worden vanaf 1 geteld, zonder lege regels. `isnad doc text ITEM --page N --numbered` toont de nummers.
fault-text-no-word = Regel { $line } heeft geen woord { $word }. Er staat: { $stands }
fault-text-no-word-remedy = Een woord is wat tussen spaties staat, geteld vanaf 1 in leesvolgorde.
fault-text-other-word = Op regel { $line } is woord { $word } `{ $stands }`, niet `{ $from }`.
fault-text-other-word-remedy = Geef wat er staat, of laat het weg.
fault-text-line-emptied = Regel { $line } zou zonder woord blijven.
fault-text-line-emptied-remedy = Een regel houdt minstens één woord, zodat de regels erna hun nummer houden.
fault-text-changed-meanwhile = { $by } heeft intussen `{ $from }` in `{ $to }` veranderd op regel { $line } van { $page }: versie { $version }.
fault-text-changed-meanwhile-remedy = Bekijk de nieuwste versie en verbeter die.
fault-text-read-meanwhile = Een machine heeft { $page } intussen opnieuw gelezen: versie { $version }.
fault-text-read-meanwhile-remedy = Bekijk de nieuwste versie en verbeter die.
fault-text-no-version = Van deze pagina is er geen versie { $version }; de nieuwste is { $newest }.
fault-text-no-version-remedy = `isnad doc versions ITEM` somt ze op.
