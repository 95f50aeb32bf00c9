# Texts of the screens.

## Frame

screen-skip = Skip to content
screen-navigation = Main navigation
screen-group-work = Work
screen-group-custody = Custody
screen-search = Search
screen-items = Items
screen-intake = Intake
screen-processing = Processing
screen-consultations = Consultations
screen-people = People
screen-access = Access
screen-access-none = to no accession
screen-access-no-evidence = no evidence
screen-access-to = { $accessions }
screen-access-many =
    { $n ->
         [one] { $n } accession
        *[other] { $n } accessions
    }
screen-images-covered = Images covered
screen-image-shown = An image is shown: Esc covers it
screen-language = Language
screen-account = Account of { $name }
screen-sign-out = Sign out
screen-recorded = Recorded as
screen-close = Close

## Signing in

screen-sign-in = Sign in
screen-door-line = Evidence workbench. Every sign-in and every look is recorded.
screen-name = Name
screen-password = Password
screen-sign-in-wrong = Name or password is wrong.
screen-sign-in-wait =
    { $seconds ->
         [one] Too many attempts. Try again in { $seconds } second.
        *[other] Too many attempts. Try again in { $seconds } seconds.
    }
screen-sign-in-again = Please sign in to go on. A sign-in ends after some minutes without use.
screen-signed-out = You are signed out.
screen-sign-in-note = Accounts are opened by the administrator.

## Roles

screen-role-custodian = Custodian
screen-role-analyst = Analyst
screen-role-examiner = Document examiner
screen-role-reviewer = Identity reviewer
screen-role-investigator = Investigator
screen-role-security-officer = Security officer
screen-role-administrator = Administrator

## States of an item

screen-state-read = Read
screen-state-read-in-part = Read in part
screen-state-no-text = No text
screen-state-empty = Empty
screen-state-encrypted = Encrypted
screen-state-unsupported = Unsupported
screen-state-damaged = Damaged
screen-state-over-limit = Over a limit
screen-state-waiting = Waiting

## Search

screen-search-title = { $query } · Search
screen-search-documents = Search documents
screen-batch = Batch search
screen-read-as = Read as:
screen-letters-on = Letter variants: on
screen-letters-off = Letter variants: off
screen-forms-on = Word forms: on
screen-forms-off = Word forms: off
screen-ocr-on = OCR-tolerant: on
screen-ocr-off = OCR-tolerant: off
screen-filters = Filters
screen-remove-filter = Remove filter { $filter }
screen-clear-all = Clear all
screen-no-filters = No filters for these results.
screen-facet-date = Date of document
screen-facet-state = State of reading
screen-facet-kind = Kind of file
screen-facet-quality = Reading quality
screen-facet-language = Language
screen-facet-accession = Accession
screen-facet-folder = Folder
screen-as-table = As a table
screen-year = Year
screen-documents = Documents
screen-count-documents =
    { $n ->
         [one] { $n } document
        *[other] { $n } documents
    }
screen-count-pages-found =
    { $n ->
         [one] { $n } page
        *[other] { $n } pages
    }
screen-how-everything = every page
screen-how-written-forms = with its written forms
screen-how-word-forms = and word forms
screen-how-across-scripts = and by its sound in the other script
screen-how-ocr = dots not counted
screen-how-exact = exactly as written
screen-how-phrase = side by side
screen-how-near = at most { $n } words between
screen-how-prefix = as the beginning of a word
screen-how-fuzzy = at most { $n } letters off
screen-how-ignored = left out
screen-how-or = or
screen-how-not = not
screen-facet-unknown = unknown
screen-took = in { $seconds } s · from records you may see
screen-order = Order
screen-order-relevance = Relevance
screen-order-date = Date
screen-order-item = Number
screen-order-path = Path
screen-view = View
screen-view-list = List
screen-view-table = Table
screen-not-readable =
    { $n ->
         [one] { $n } document is not yet readable
        *[other] { $n } documents are not yet readable
    }
screen-nothing-found = Nothing found
screen-nothing-found-line = No record that you may see answers this query. Above stands how the query was read; these steps make it wider:
screen-relax-filters = Without filters
screen-relax-letters = With letter variants
screen-relax-forms = With word forms
screen-relax-ocr = Tolerating OCR errors
screen-relax-phrase = Words instead of the phrase
screen-query-fault = This query cannot be read
screen-query-here = character { $position }
screen-start-title = Search everything that was read
screen-start-line = Arabic is found in every usual spelling, with article and particles, and in Latin letters too.
screen-write = Write
screen-finds = It finds
screen-help-words = pages with both words, in any spelling and form
screen-help-phrase = the words side by side in this order
screen-help-prefix = words that begin so
screen-help-or = one word or the other
screen-help-field = by a field: path, kind, state, date, language, accession, item
screen-results = Results
screen-pages-of-results = Pages of the list
screen-previous = Previous
screen-next = Next
screen-earlier = Earlier
screen-from-start = From the start
screen-page = Page
screen-page-n = page { $n }
screen-page-of = Page { $n } / { $m }
screen-page-entry = Page number, 1 to { $pages }
screen-go = Go

## Batch search

screen-batch-line = One query a line. Each line gets its verdict; a line that cannot be read does not stop the others.
screen-batch-queries = Queries, one a line
screen-batch-run = Search all
screen-batch-verdicts =
    { $n ->
         [one] { $n } query, { $found } with results
        *[other] { $n } queries, { $found } with results
    }
screen-batch-left-out = Only the first 1,000 lines were asked; left out: { $n }
screen-line = Line
screen-query = Query
screen-verdict = Verdict
screen-not-understood = Not understood

## Document

screen-document = Document
screen-pages = Pages
screen-count-pages =
    { $n ->
         [one] { $n } page
        *[other] { $n } pages
    }
screen-hits-on-page =
    { $n ->
         [one] { $n } hit on this page
        *[other] { $n } hits on this page
    }
screen-hit-of = Hit { $k } of { $m }
screen-previous-hit = Previous hit
screen-next-hit = Next hit
screen-result-n = Result { $n }
screen-previous-result = Previous result
screen-next-result = Next result
screen-previous-page = Previous page
screen-next-page = Next page
screen-page-image = Page image
screen-page-image-scroll = Page image, scrollable
screen-image-alt = Image of page { $n } of { $id }
screen-zoom-in = Zoom in
screen-zoom-out = Zoom out
screen-word-boxes = Word boxes
screen-legend = Blue: chosen line · yellow: search hit · amber: read with little confidence. The original is never changed.
screen-image-covered = Image covered
screen-cover-line = This may be a photograph. It was not sent to this computer.
screen-text = Text
screen-text-scroll = Text of the page, scrollable
screen-source-native = Text as the file holds it
screen-source-layer = Text layer of the file
screen-source-ocr = Read by machine from the image
screen-source-none = This page holds no text
screen-confidence = confidence { $percent }%
screen-weak-word = read with little confidence
screen-no-text = No text was read on this page.
screen-no-page = This item has no page to show. Its record stands beside.
screen-line-n = Line { $n }
screen-record = Record of the document
screen-record-scroll = Record, scrollable
screen-tab-custody = Custody
screen-tab-metadata = Metadata
screen-tab-members = Members
screen-tab-copies = Copies

## Custody

screen-verify = Verify now
screen-verify-line = Re-reads the stored bytes and the entry in the log.
screen-verdict-holds = Unchanged since it was received
screen-verdict-not = This does not hold
screen-verdict-tree = log of { $n } acts
screen-content-holds = The bytes equal their digest
screen-content-not = The bytes do not equal their digest
screen-act-holds = Its reception is in the log
screen-act-not = Its reception is not proven by the log
screen-trail = Custody trail
screen-proof = Download proof
screen-proof-line = A small text file with which anybody can check that this item is in the log.
screen-original = Take the original out
screen-original-line = The file may be harmful. It is recorded who takes it, when and why.
screen-original-take = Save the original
screen-act-store-created = The store was made
screen-act-accession-opened = Receiving began
screen-act-item-received = Received, hashed and sealed
screen-act-hash-list-checked = Compared with the medium’s hash list
screen-act-accession-closed = Receiving ended
screen-act-extracted = Read
screen-act-retry-ordered = To be read again
screen-act-list-mapped = Taken as a list of people
screen-act-stamped = The log was time-stamped
screen-act-cosigned = The log was cosigned
screen-act-proof-issued = A proof was issued
screen-act-erased = The body of an act was erased
screen-act-erased-body = Erased; only its place in the log is left
screen-act-store-verified = The store was verified
screen-detail-medium = Medium
screen-detail-source = Source
screen-detail-path = Path
screen-detail-size = Size
screen-detail-size-bytes = Bytes
screen-detail-state = State
screen-detail-reason = Reason
screen-detail-version = Reader version
screen-detail-accession = Accession
screen-detail-sha256 = SHA-256
screen-detail-kind = Kind
screen-detail-pages = Pages
screen-detail-media-type = Type
screen-detail-problem = Problem
screen-detail-tree-size = Acts in the log
screen-detail-witness = Witness
screen-detail-container = Container
screen-detail-members = Members
screen-detail-derivative = Derivative
screen-detail-md5 = MD5
screen-detail-received-from = Received from

## Metadata

screen-meta-title = Title
screen-meta-author = Author
screen-meta-subject = Subject
screen-meta-from = From
screen-meta-to = To
screen-meta-created = Created
screen-meta-modified = Changed
screen-meta-producer = Made with
screen-meta-gps = Place (GPS)
screen-meta-date = Date
screen-meta-language = Language
screen-meta-exif-make = Camera maker
screen-meta-exif-model = Camera model
screen-meta-exif-datetime-original = Taken
screen-modified = Last change on the medium
screen-link-target = Link points to
screen-path = Path
screen-on-medium = On the medium
screen-size = Size
screen-bytes = { $n } bytes
screen-container = Lies in
screen-warnings = What to know of the reading
screen-tools = Read with
screen-number = Number
screen-title = Title
screen-state = State
screen-kind = Kind
screen-reason = Reason

## Intake

screen-intake-line = Each accession is a body of material received at once. What you may not see is not listed.
screen-intake-empty = Nothing to show
screen-intake-empty-line = Nothing was received yet, or you have no access. A custodian takes material in on the command line:
screen-accession = Accession
screen-source = Source
screen-received-at = Received
screen-received-from = Received from
screen-witness = Witness
screen-medium = Medium
screen-opened = Receiving began
screen-closed = Receiving ended
screen-by = By
screen-entries = Entries
screen-members = Members of containers
screen-objects = Different contents
screen-received-whole = Received whole
screen-receiving-stopped = Receiving not ended
screen-problems =
    { $n ->
         [one] { $n } problem
        *[other] { $n } problems
    }
screen-problems-title = What could not be taken
screen-no-problems = Everything on the medium was taken.
screen-hash-lists = Hash lists of the medium
screen-no-hash-lists = No hash list came with the medium.
screen-hash-list = Hash list
screen-agreed = Agree
screen-differing = Differ
screen-missing = Listed but missing
screen-unlisted = Arrived but not listed
screen-unreadable-lines = Lines not understood
screen-show-items = Show items
screen-receipt = Receipt
screen-receipt-of = Receipt for { $accession }
screen-print = Print
screen-log = Log
screen-store = Store
screen-acts = Acts
screen-root = Root of the tree
screen-key-of-log = Key of the log
screen-checkpoint = Signed checkpoint
screen-checkpoint-line = Keep this text outside the store: with it, any later rewriting of the log can be found.
screen-sign-custodian = Custodian: name, date, signature
screen-sign-other = Handed over by: name, date, signature

## Processing

screen-count-items =
    { $n ->
         [one] { $n } item
        *[other] { $n } items
    }
screen-reconciled = The totals add up
screen-not-reconciled = The totals do not add up
screen-sum-received = received
screen-sum-members = found in containers
screen-states = How reading ended
screen-share = Share
screen-pages-indexed =
    { $n ->
         [one] { $n } page can be searched
        *[other] { $n } pages can be searched
    }
screen-declared = containers declare { $declared } members, found { $found }
screen-reasons = Reasons
screen-no-reasons = Everything was read without a remark.
screen-types = Types, told from the content
screen-any = Any
screen-folder = Folder
screen-show = Show
screen-waiting-line = These items have no state yet. A custodian has them read with:
screen-nothing-here = Nothing here
screen-nothing-here-line = No item that you may see answers these filters.

## Consultations and people

screen-consultations-line = Who looked at what, when and why, newest first. The record is a log of its own and cannot be rewritten unseen.
screen-act = Act
screen-when = When
screen-who = Who
screen-what = What
screen-object = Of what
screen-outcome = Outcome
screen-action-sign-in = Signed in
screen-action-sign-out = Signed out
screen-action-take-in = Take material in
screen-action-process = Have items read
screen-action-read-evidence = Read evidence
screen-action-search = Searched
screen-action-batch-search = Searched a list
screen-action-reveal-image = Reveal an image
screen-action-take-out-original = Take an original out
screen-action-prove = Prove and check
screen-action-erase = Erase
screen-action-manage-users = Manage accounts
screen-action-read-consultations = Read this record
screen-action-see-status = See the status
screen-outcome-permitted = Permitted
screen-outcome-account-closed = Refused: account closed
screen-outcome-role-does-not-permit = Refused: role does not permit it
screen-outcome-roles-exclude-each-other = Refused: roles exclude each other
screen-outcome-no-grant = Refused: no grant
screen-outcome-could-not-decide = Refused: could not decide
screen-outcome-wrong-name-or-password = Refused: wrong name or password
screen-people-line = Accounts with roles and grants. They are changed on the command line, and every change is an act in the log.
screen-roles = Roles
screen-grants = May see
screen-account-state = Account
screen-account-open = Open
screen-account-closed = Closed
screen-account-no-password = Command line only

## Keys

screen-keys = Keyboard shortcuts
screen-key = Key
screen-key-does = What it does
screen-key-search = search field
screen-key-items = next / previous item
screen-key-open = open
screen-key-beside = open beside
screen-key-hits = next / previous hit
screen-key-pages = previous / next page
screen-key-boxes = word boxes
screen-key-cover = cover all images
screen-key-go = go to search / intake / processing
screen-key-all = all shortcuts
screen-keys-on = Single-key shortcuts are on
screen-keys-note = They never act while a field has the focus. Esc works always.

## When something is refused

screen-fault-not-available = Not available
screen-fault-not-allowed = Not permitted
screen-fault-input = This cannot be used
screen-fault-busy = Busy
screen-fault-covered = Image covered
screen-fault-machine = This did not work
screen-fault-unknown-remedy = Note the request number and ask the administrator.
screen-try-again = Try again
screen-to-start = To the start
screen-request-id = Request { $id }.
screen-nothing-lost = Nothing was lost.

## Account of reading

screen-report = Account of reading
screen-report-all = All accessions
screen-report-parts = Parts of the account
screen-report-moving = Reading goes on while this is counted: the figures are of no one moment. Open the page again.
screen-report-not-reconciled = The totals do not add up. Nothing here may be called processed until the cause is found.
screen-report-nothing = There is no item that you may see.
screen-report-needs = What needs a person
screen-report-no-needs = Nothing waits for a person.
screen-report-next = Next step
screen-report-optical = Optical reading
screen-report-what = What
screen-report-optical-all = Read optically
screen-report-band = Confidence { $from } to { $until } %
screen-report-doubted = Text layer doubted; where it was replaced, both readings are kept
screen-report-poor = Text that reads badly
screen-report-optical-waiting = Waiting to be read optically
screen-optical-waiting = Pages waiting to be read optically: { $pages }, in items: { $items }
screen-quality-good = good
screen-quality-doubtful = doubtful
screen-quality-poor = poor
screen-quality-not-read = not read
screen-report-mean = Mean confidence of all pages read optically: { $percent } %
screen-report-containers = Containers and their members
screen-report-declared = Declared
screen-report-found = Found
screen-report-accessions = By accession
screen-report-no-type = no type yet, or no content
screen-report-folders = By folder
screen-report-folders-note = Members of containers count in the folder in which the container lay.
screen-report-in-folder = In { $folder }
screen-report-directly = directly in this folder
screen-report-up = Folder above
screen-report-years = By year
screen-report-years-note = The year that the document itself states; where it states none, that of the file’s date.
screen-report-year-from = document { $document } · file date { $file }
screen-report-no-year = No year stated
screen-report-warnings = Warnings
screen-report-warning = Warning
screen-report-no-warnings = No warnings.
screen-filter-under = In and under { $folder }
screen-filter-place = Directly in { $folder }
screen-filter-root = Directly at the root of the medium
screen-filter-differ = Containers with more or fewer members than they state
screen-step-ask-password = Ask the source for the password or key; open a copy outside and take that in.
screen-step-install-program = Install the program `{ $value }` and run `isnad process retry --outdated`.
screen-step-install-language = Install the tesseract language `{ $value }` and run `isnad process retry --outdated`.
screen-step-go-on-reading = Its pages wait to be read optically: run `isnad process run` again, with more time or without --ocr-budget.
screen-step-raise-limit = Order it to be read again (`isnad process retry`) and run with a higher limit: `isnad process run --limit { $value }=…`.
screen-step-give-memory = Order it to be read again with fewer readers (`--workers 1`), or on a machine with more memory.
screen-step-receive-anew = Its content could not be taken from the medium: try the medium again, and receive it anew.
screen-step-look-at-medium = It is no file: look at the medium itself.
screen-step-ask-better-copy = Ask the source for a better copy.
screen-step-later-version = A newer version may read this type; until then open it elsewhere.
screen-step-compare-members = Open a copy outside and compare its members with those found.
screen-step-look-at-original = Look at the original: the reason names what was not read.
screen-step-look-at-scan = Look at the scan: a page was read with little confidence.
screen-step-check-text = Compare the text with the page: it reads badly.
screen-report-processed =
    { $n ->
         [one] Processed: the one item ended in a state, and all totals add up.
        *[other] Processed: every one of { $n } items ended in a state, and all totals add up.
    }
screen-report-waiting =
    { $n ->
         [one] { $n } item still waits to be read; the totals add up so far:
        *[other] { $n } items still wait to be read; the totals add up so far:
    }
screen-report-named =
    { $n ->
         [one] The first item, with its reason
        *[other] The first { $n } items, with their reasons
    }
screen-report-stating =
    { $n ->
         [one] { $n } container states its members
        *[other] { $n } containers state their members
    }
screen-report-differing =
    { $n ->
         [one] { $n } container differs
        *[other] { $n } containers differ
    }
screen-report-more-reasons =
    { $n ->
         [one] { $n } more reason
        *[other] { $n } more reasons
    }
screen-report-more-lines =
    { $n ->
         [one] { $n } more line with { $items } items is not shown here; `isnad process report --csv` has it.
        *[other] { $n } more lines with { $items } items are not shown here; `isnad process report --csv` has them.
    }
