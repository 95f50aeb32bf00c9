# What is wrong, and what to do. `fault-<id>` says the fault, `fault-<id>-remedy` the remedy.

## What was typed

fault-no-store-named = No store is named.
fault-no-store-named-remedy = Give --store DIR, or set ISNAD_STORE.
fault-no-passphrase = The passphrase of the store is missing, and there is no terminal to ask on.
fault-no-passphrase-remedy = Give --passphrase-file FILE, or set ISNAD_PASSPHRASE.
fault-no-password = No password was given.
fault-no-password-remedy = Give --password-file FILE, or run the command in a terminal.
fault-not-the-same = The two entries are not the same.
fault-not-the-same-remedy = Run the command again and type the same text twice.
fault-no-path-named = No file or folder is named.
fault-no-path-named-remedy = Name at least one, or give --worker.
fault-no-query = There is no query.
fault-no-query-remedy = Type what to find, or give --batch FILE; --help-query explains the language.
fault-not-utf8 = `{ $path }` is not a text in UTF-8.
fault-not-utf8-remedy = Save it as UTF-8 and try again.
fault-file-exists = `{ $path }` is there already.
fault-file-exists-remedy = Nothing is overwritten; name another file.
fault-no-cosigner-key = `{ $path }` holds no key for cosigning.
fault-no-cosigner-key-remedy = Make one with `isnad ledger cosign key`.
fault-bad-value = { $what }: { $reason }.
fault-bad-value-remedy = Correct the value and try again.
fault-reason-required = A reason is required for this.
fault-reason-required-remedy = Say in a few words why; it is kept with the record.
fault-step-before = The step “{ $step }” of this photograph comes first.
fault-step-before-remedy = Uncover it step by step: blurred, small, grey, colour.
fault-passphrase-short = A passphrase or password needs at least { $least } characters.
fault-passphrase-short-remedy = Choose a longer one; several words are easier to keep than signs.

## The store

fault-not-a-store = `{ $path }` holds no store.
fault-not-a-store-remedy = Check the path, or make a store there with `isnad init`.
fault-folder-not-empty = `{ $path }` is not empty.
fault-folder-not-empty-remedy = Name a folder that does not exist yet, or empty this one yourself.
fault-store-newer = The store has format { $found }; this program knows formats up to { $known }.
fault-store-newer-remedy = Use the newer program that made it. Nothing was changed.
fault-settings-damaged = `{ $path }` cannot be understood: { $reason }.
fault-settings-damaged-remedy = Restore this file from a backup; nothing else in the store was touched.
fault-store-busy = The store `{ $path }` is in use by another long work (receiving, reading, rebuilding or erasing).
fault-store-busy-remedy = Wait until it has ended, or stop it; nothing that it acknowledged is lost. Searching and reading go on meanwhile.
fault-wrong-passphrase = The passphrase does not open this store.
fault-wrong-passphrase-remedy = Check the passphrase, its file or ISNAD_PASSPHRASE. Without it the store cannot be opened by anyone.
fault-keys-unreadable = The keys of the store cannot be read: { $reason }.
fault-keys-unreadable-remedy = Restore `store.toml` from a backup.
fault-no-random = This machine gave no random bytes: { $reason }.
fault-no-random-remedy = Nothing was written. Check the system and try again.
fault-disk-full = The disk is full (`{ $path }`).
fault-disk-full-remedy = Everything acknowledged so far is safe. Make room and run the same command again; it goes on where it stopped.
fault-io = Could not { $what } `{ $path }`: { $reason }.
fault-io-remedy = Check that the disk is there and that you may use it, then run the same command again.
fault-internal = Something went wrong inside isnad: { $reason }.
fault-internal-remedy = Nothing acknowledged is lost. Please report this sentence.

## Taking in

fault-path-missing = `{ $path }` does not exist.
fault-path-missing-remedy = Check the path; is the medium mounted?
fault-path-unreadable = `{ $path }` cannot be used: { $reason }.
fault-path-unreadable-remedy = Check the rights on it, or work as a user who may read it.
fault-path-is-device = `{ $path }` is a device, pipe or socket.
fault-path-is-device-remedy = Mount the medium read-only and name the folder, or make an image file of it and name that.
fault-path-meets-store = `{ $path }` and the store lie inside one another.
fault-path-meets-store-remedy = Keep the store apart from what it takes in.
fault-no-hash-list = `{ $path }` holds no line of a hash list.
fault-no-hash-list-remedy = Lists as `sha256sum`, `md5sum` or `hashdeep` write them are understood.
fault-list-empty = The list is empty.
fault-list-empty-remedy = Check that it is the right file and that it was copied whole.
fault-list-no-ground = A list of people is not taken in without `{ $what }`.
fault-list-no-ground-remedy = Say on which legal basis the list is held (`--legal-basis`) and what it may be used for (`--purpose`); both are recorded with it.
fault-list-is-folder = `{ $path }` is a folder, not a list.
fault-list-is-folder-remedy = Name one file; a folder is received with `isnad intake add`, and its tables are imported with `isnad list import --item`.
fault-list-no-table = There is no table { $table }; tables found: { $found }.
fault-list-no-table-remedy = Choose another with `--table`. What is neither text in columns nor a workbook or database has no table.
fault-list-no-text = The bytes are no text, so no rows can be told from them.
fault-list-no-text-remedy = A workbook is imported as the file it is; other formats must be saved as CSV, TSV or JSON lines first.
fault-list-json-array = The list is one JSON array.
fault-list-json-array-remedy = Write each row as a JSON object on a line of its own, for example with `jq -c '.[]'`.
fault-list-bad-headings = The columns cannot be told: line { $line }: { $reason }.
fault-list-bad-headings-remedy = Mend that line in a copy, or say in the mapping file how the list is written: `[form]` with `encoding`, `delimiter` and `headings`.
fault-list-unreadable = The list could not be read: { $reason }.
fault-list-unreadable-remedy = Check the medium and try again.
fault-mapping-unreadable = The mapping cannot be understood: { $reason }.
fault-mapping-unreadable-remedy = Have a mapping file written with `isnad list preview FILE --write-map map.toml` and change that one.
fault-mapping-newer = The mapping has version { $found }; this program knows { $known }.
fault-mapping-newer-remedy = Use the program that wrote it, or a newer one.
fault-mapping-no-field = Column `{ $column }`: `{ $word }` is no field.
fault-mapping-no-field-remedy = The fields are: { $known }.
fault-mapping-no-column = The list has no column `{ $column }`.
fault-mapping-no-column-remedy = Its columns are: { $columns }. Correct the mapping file.
fault-mapping-two-ids = Two columns are to be the id of a row: `{ $first }` and `{ $second }`.
fault-mapping-two-ids-remedy = Map one column to `id`; without one, the number of the row serves.
fault-mapping-nothing = No column of the list is mapped to what it says of a person.
fault-mapping-nothing-remedy = Look with `isnad list preview FILE`, write a mapping file with `--write-map`, and name at least one field in it.
fault-source-unreadable = The source could not be read: { $reason }.
fault-source-unreadable-remedy = Check the medium and run the same command again.

## Objects and tables

fault-vault-absent = `{ $path }` is missing or is no vault.
fault-vault-absent-remedy = Restore the vault from a backup; evidence lies in it.
fault-object-missing = Object { $object } is missing from the vault.
fault-object-missing-remedy = Restore it from a backup, then run `isnad store verify --all`.
fault-object-damaged = Object { $object } is damaged: { $reason }.
fault-object-damaged-remedy = Restore it from a backup, then run `isnad store verify --all`.
fault-object-other-content = Object { $object } holds other bytes than its name says (digest { $found }).
fault-object-other-content-remedy = Do not use it. Restore it from a backup and find out who could write to the vault.
fault-catalogue-unreachable = The catalogue cannot be opened: { $reason }.
fault-catalogue-unreachable-remedy = For PostgreSQL check that the server runs and the address in `store.toml` is right. The embedded catalogue may be deleted; it is made anew.
fault-catalogue-version = The catalogue has version { $found }; this program uses { $expected }.
fault-catalogue-version-remedy = Delete `catalogue.sqlite` (or empty the database); it is made anew from the ledger.
fault-catalogue-failed = The catalogue failed: { $reason }.
fault-catalogue-failed-remedy = Run the command again. If it fails again, delete `catalogue.sqlite`; it is made anew from the ledger.
fault-catalogue-damaged = The catalogue holds a value that cannot be: { $reason }.
fault-catalogue-damaged-remedy = Run `isnad store rebuild`; the ledger and the vault are not affected.
fault-index-failed = The search index in `{ $path }` failed: { $reason }.
fault-index-failed-remedy = Delete that folder and run `isnad store rebuild`; nothing is lost with it.
fault-act-misfit = Act { $index } of the log does not fit what came before it: { $reason }.
fault-act-misfit-remedy = Nothing was skipped and nothing changed. Run `isnad store verify`, and keep a copy of the store for examination.
fault-act-unreadable = Act { $index } of the log cannot be read: { $reason }.
fault-act-unreadable-remedy = Nothing was skipped. If a newer isnad wrote this store, use that one; else restore the ledger from a backup.
fault-ledger-shorter = The catalogue has seen { $catalogue } acts, but the ledger holds only { $ledger }.
fault-ledger-shorter-remedy = The ledger was cut or replaced. Keep this store as it is, and compare it with a checkpoint that left the house.

## Ledger and proofs

fault-ledger-disk-full = The disk is full (`{ $path }`).
fault-ledger-disk-full-remedy = Everything acknowledged is safe. Make room and run the same command again.
fault-ledger-file = The ledger file `{ $path }` failed: { $reason }.
fault-ledger-file-remedy = Check the disk and the rights on the folder, then try again.
fault-no-randomness = This machine gave no random bytes: { $reason }.
fault-no-randomness-remedy = Nothing was written. Check the system and try again.
fault-ledger-malformed = This is no { $what }: { $reason }.
fault-ledger-malformed-remedy = Check that it is the right file and arrived whole.
fault-ledger-bad-signature = The signature of `{ $key }` does not fit the text.
fault-ledger-bad-signature-remedy = Do not rely on it. Ask for it again on another way.
fault-ledger-unsigned = `{ $key }` has not signed this checkpoint.
fault-ledger-unsigned-remedy = Check that the key and the checkpoint belong to the same log.
fault-ledger-other-log = This is about the log `{ $found }`, not `{ $expected }`.
fault-ledger-other-log-remedy = Use the file that belongs to this log.
fault-ledger-other-root = At { $size } acts this log has another root than the one given.
fault-ledger-other-root-remedy = The history was changed, here or there. Keep both and have them examined.
fault-ledger-no-cosignature = No cosignature by that key stands under this checkpoint.
fault-ledger-no-cosignature-remedy = Check the file and the key of the other office.
fault-ledger-missing = `{ $path }` holds no ledger.
fault-ledger-missing-remedy = Restore the ledger from a backup; without it nothing can be proved.
fault-ledger-exists = `{ $path }` already holds a ledger.
fault-ledger-exists-remedy = Name an empty folder.
fault-ledger-damaged = The ledger file `{ $file }` is damaged: { $reason }.
fault-ledger-damaged-remedy = Stop work on this store, keep it as it is, and restore the ledger from a backup.
fault-ledger-no-such-act = There is no act { $index }; the log holds { $size }.
fault-ledger-no-such-act-remedy = Check the number.
fault-ledger-act-too-large = An act of { $size } bytes is larger than the { $limit } that the ledger keeps.
fault-ledger-act-too-large-remedy = Unpack the container and take its parts in one by one.
fault-ledger-read-only = The ledger was opened for reading only.
fault-ledger-read-only-remedy = This is a mistake in isnad; please report it.
fault-ledger-unconfirmed = The system did not confirm that the last acts are on the disk: { $reason }.
fault-ledger-unconfirmed-remedy = Check the disk. Open the store again: it shows what was kept, and the same command goes on.
fault-ledger-must-reopen = An earlier write was not confirmed.
fault-ledger-must-reopen-remedy = Open the store again.
fault-stamp-unreadable = The answer of the time-stamping authority cannot be read: { $reason }.
fault-stamp-unreadable-remedy = Check that the file is the authority's answer (RFC 3161) and arrived whole.
fault-stamp-refused = The time-stamping authority refused the request: { $status }.
fault-stamp-refused-remedy = Ask the authority why, then send a new request.
fault-stamp-of-other-bytes = The stamp is over other bytes than any checkpoint that a stamp was asked for.
fault-stamp-of-other-bytes-remedy = Check that the answer belongs to a request of this store.
fault-stamp-of-other-request = The stamp answers another request for the checkpoint of { $size } acts.
fault-stamp-of-other-request-remedy = Take over the answer to the request that this store wrote last.

## Reading

fault-reader-not-started = The reader `{ $program }` could not be started: { $reason }.
fault-reader-not-started-remedy = Check that the program is there and may be run; `isnad doctor` tells more.
fault-ocr-model-missing = There is no tesseract model for the language `{ $language }` in { $folder }; there are: { $there }.
fault-ocr-model-missing-remedy = Install it (Debian: tesseract-ocr-…), put `{ $language }.traineddata` into the folder, or name other languages with --ocr-lang. Where the file is there, its folder must be readable for everybody: readers run without rights.
fault-reader-fence-missing = The fence around the readers does not stand: { $missing }.
fault-reader-fence-missing-remedy = Use a kernel with Landlock and seccomp (Debian 12 or later), or leave out --require-fence.
fault-reader-no-folder = No private folder for the readers could be made: { $reason }.
fault-reader-no-folder-remedy = Check the room and the rights in the temporary folder (TMPDIR).
fault-reader-source = The file could not be handed to the reader: { $reason }.
fault-reader-source-remedy = Check the rights on it and try again.
fault-reader-members = A file found inside a file could not be stored: { $reason }.
fault-reader-members-remedy = Check the room on the disk, then run `isnad process run` again.
fault-page-not-drawn = The page could not be drawn: { $reason }.
fault-page-not-drawn-remedy = The text beside it is not affected. The original can be taken out with a reason.
fault-reader-killed = The reader was killed from outside, twice: this machine is short of memory, or somebody ended it.
fault-reader-killed-remedy = The item still waits. Run `isnad process run` again, with fewer readers side by side (`--workers 1`) where memory is short.
fault-reader-talk = The reader could not be talked to: { $reason }.
fault-reader-talk-remedy = Try again; if it happens again, please report it with the item's number.

## People

fault-not-available = Not available: { $what }.
fault-not-available-remedy = Check the number; ask the custodian if you need access.
fault-no-such-account = There is no account `{ $user }`.
fault-no-such-account-remedy = `isnad user list` shows the accounts.
fault-account-exists = There is an account `{ $user }` already.
fault-account-exists-remedy = Choose another name; a closed account can be opened again with `isnad user reopen`.
fault-roles-exclude = These roles exclude each other.
fault-roles-exclude-remedy = Who keeps accounts (administrator) or watches (security-officer) holds no role that reads evidence, and not the other of the two.
fault-sign-in-failed = Name or password is wrong.
fault-sign-in-failed-remedy = Try again; an administrator can set a new password.
fault-not-allowed = You may not do this ({ $action }: { $refusal }). The attempt was recorded.
fault-not-allowed-remedy = Ask the custodian or an administrator if your work needs it.
fault-covered = This image is covered.
fault-covered-remedy = Uncover it deliberately if you need to see it; that is recorded.

## The query

fault-query-unclosed-quote = At character { $at } a quotation mark is opened and not closed.
fault-query-unclosed-quote-remedy = Close it with ".
fault-query-unclosed-bracket = At character { $at } a bracket is opened and not closed.
fault-query-unclosed-bracket-remedy = Close it with ).
fault-query-stray-bracket = The bracket at character { $at } closes nothing.
fault-query-stray-bracket-remedy = Take it out, or open one before it.
fault-query-missing-term = At character { $at } something to find is missing with `{ $after }`.
fault-query-missing-term-remedy = Type a word or phrase there, or take `{ $after }` out.
fault-query-unknown-field = At character { $at }: there is no field `{ $field }`.
fault-query-unknown-field-remedy = The fields are { $fields }. Put the words in quotation marks to find a colon.
fault-query-bad-value = At character { $at }: `{ $found }` is no value for `{ $field }`.
fault-query-bad-value-remedy = It takes { $takes }.
fault-query-bad-distance = At character { $at }: this distance cannot be used.
fault-query-bad-distance-remedy = Give a number from 1 to { $most }.
fault-query-empty-prefix = At character { $at } a star stands without letters before it.
fault-query-empty-prefix-remedy = Put at least one letter before the star.
fault-query-star-in-phrase = At character { $at } a star stands inside quotation marks.
fault-query-star-in-phrase-remedy = Take the star out of the phrase.

## Sample

fault-sample-too-few-papers = { $given } papers are too few for a sample.
fault-sample-too-few-papers-remedy = Ask for at least { $least }, so that every file format occurs.
fault-sample-too-few-persons = { $given } people are too few for lists.
fault-sample-too-few-persons-remedy = Ask for at least { $least }, so that the planted cases have room.
fault-sample-too-many-persons = { $given } people are too many for lists in the forms of offices.
fault-sample-too-many-persons-remedy = Ask for at most { $most }, or leave out `--headings local`.
fault-sample-names = The table of names `{ $path }` cannot be used: { $detail }.
fault-sample-names-remedy = Name a readable text file in UTF-8 with three columns parted by tabs: Arabic name, Latin spelling, count.
fault-sample-folder-not-empty = `{ $path }` is not an empty folder.
fault-sample-folder-not-empty-remedy = Name a folder that is empty or does not exist yet.
fault-sample-cannot-write = `{ $path }` could not be written: { $detail }.
fault-sample-cannot-write-remedy = Check free space and rights there, delete the half-made folder and run again.
fault-sample-not-made = The sample could not be made: { $detail }.
fault-sample-not-made-remedy = This is a mistake in isnad; please report it with this sentence.

## The workbench

fault-listen-not-loopback = `{ $listen }` is not an address of this machine alone.
fault-listen-not-loopback-remedy = Use 127.0.0.1 or [::1]. For others to reach it, put a proxy with TLS in front.
fault-listen-refused = `{ $listen }` cannot be used: { $reason }.
fault-listen-refused-remedy = Choose another port with --listen 127.0.0.1:PORT.
fault-texts-broken = The texts of this program cannot be read: { $reason }.
fault-texts-broken-remedy = This is a mistake in isnad; please report it.
fault-serving-stopped = The workbench stopped: { $reason }.
fault-serving-stopped-remedy = Start it again with `isnad serve`; nothing acknowledged is lost.
fault-workbench-failed = Something went wrong here.
fault-workbench-failed-remedy = Nothing is lost. Try again; if it happens again, report the number of this request.
fault-sign-in-first = You are not signed in.
fault-sign-in-first-remedy = Sign in first.
fault-form-expired = This form is too old.
fault-form-expired-remedy = Go back, load the page again and send it once more.
fault-form-unreadable = This form cannot be read.
fault-form-unreadable-remedy = Go back, load the page again and send it once more.
fault-host-unknown = This address is not the workbench's own.
fault-host-unknown-remedy = Open the address that `isnad serve` printed.
fault-origin-unknown = This request comes from another site.
fault-origin-unknown-remedy = Open the workbench itself and do it there.
fault-state-unknown = There is no such state of an item.
fault-state-unknown-remedy = The states are read, read_in_part, no_text, empty, encrypted, unsupported, damaged, over_limit.
fault-language-unknown = The workbench does not speak this language.
fault-language-unknown-remedy = It speaks English, Arabic, French and Dutch.
fault-address-unreadable = This address cannot be understood.
fault-address-unreadable-remedy = Check the names and values behind the question mark; /api/v1/openapi.json describes them.
fault-model-version = This is no model file of this version.
fault-model-version-remedy = Its first line must be `model`, a tab, `{ $known }`; let `isnad match link --write-model` make one.
fault-model-line = Line { $line } of the model file is no row of a model.
fault-model-line-remedy = A row is a name, a tab and a number; compare it with one that `--write-model` makes.
fault-model-value = Line { $line } of the model file: `{ $name }` cannot be { $value }.
fault-model-value-remedy = Chances lie above 0 and up to 1, the prior below 0.
fault-model-missing = The model file does not say `{ $name }`.
fault-model-missing-remedy = Add the row, or let `--write-model` make the file anew.
fault-matching-cancelled = The matching was ended before its end.
fault-matching-cancelled-remedy = Nothing was written; run it again.
fault-probability-outside = { $value } is no probability.
fault-probability-outside-remedy = Give a number from 0 to 1.
fault-list-no-records = { $path } holds no row that says anything of a person.
fault-list-no-records-remedy = Look at it with `isnad list preview`, or state what each column says with `--map`.
fault-record-not-in-list = { $path } has no record with the id `{ $id }`.
fault-record-not-in-list-remedy = Ids are those of the list itself; `isnad list preview` shows which column holds them.
fault-decided-line = { $path }: line { $line } is no decision on two records of these lists.
fault-decided-line-remedy = A line is the id of a left record, a tab, the id of a right record, a tab, and `same`, `different` or `unsure`.
fault-pairs-line = { $path }: line { $line } cannot be understood.
fault-pairs-line-remedy = Pairs are written as `isnad match link --out` does; a truth as record id, tab, person id.
fault-truth-without-record = { $path } does not know both records of the pair in line { $line }.
fault-truth-without-record-remedy = A truth names the person of every record.

## Leads and persons

fault-lead-unread = You have not read the lead { $lead } yet.
fault-lead-unread-remedy = Give a first reading before the weights; then decide.
fault-lead-read-already = You have given a first reading of { $lead } already.
fault-lead-read-already-remedy = A first reading is kept as it was; decide now, or leave it.
fault-decided-first = You decided first on { $lead }.
fault-decided-first-remedy = Another reviewer has to be the second person. You may take your decision back with a reason.
fault-lead-settled = People have ended with the lead { $lead }.
fault-lead-settled-remedy = Withdraw the decisions with a reason if it is to be opened again.
fault-nothing-to-withdraw = No decision of yours stands on { $lead }.
fault-nothing-to-withdraw-remedy = As long as a lead is not settled, each person takes back their own decision.
fault-opinion-missing = No opinion was given.
fault-opinion-missing-remedy = Say one of: same, different, cannot tell.
fault-needs-second-person = The lead { $lead } needs another person.
fault-needs-second-person-remedy = Your decision is recorded. Nothing follows from it before another reviewer has decided.
fault-text-not-read = The text of { $page } stands in the file itself; no machine read it.
fault-text-not-read-remedy = People correct what was read from pixels or from a text layer, not what a file says.
fault-text-no-line = There is no line { $line }; the page has { $lines }.
fault-text-no-line-remedy = Lines are counted from 1, blank ones left out. `isnad doc text ITEM --page N --numbered` shows the numbers.
fault-text-no-word = Line { $line } has no word { $word }. It reads: { $stands }
fault-text-no-word-remedy = Words are what stands between spaces, counted from 1 in reading order.
fault-text-other-word = On line { $line }, word { $word } is `{ $stands }`, not `{ $from }`.
fault-text-other-word-remedy = Give what stands there, or leave it out.
fault-text-line-emptied = Line { $line } would be left without a word.
fault-text-line-emptied-remedy = A line keeps at least one word, so that the lines behind it keep their numbers.
fault-text-changed-meanwhile = { $by } changed `{ $from }` to `{ $to }` on line { $line } of { $page } meanwhile: version { $version }.
fault-text-changed-meanwhile-remedy = Look at the newest version and correct that one.
fault-text-read-meanwhile = A machine read { $page } anew meanwhile: version { $version }.
fault-text-read-meanwhile-remedy = Look at the newest version and correct that one.
fault-text-no-version = There is no version { $version } of this page; the newest is { $newest }.
fault-text-no-version-remedy = `isnad doc versions ITEM` lists them.
