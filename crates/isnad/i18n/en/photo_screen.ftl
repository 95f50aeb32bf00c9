# Photographs on screen: figures, sets, labels that a person reads, uncovering step by step.
photo-title = Photographs
photo-lead = What folders, labels and cameras say of the photographs. No picture is shown here.
photo-none = No item that you may see was read as a photograph.
photo-parted-by = Figures by
photo-counted = Chart of
photo-by-branch = branch or prison
photo-by-month = month
photo-by-branch-month = branch and month
photo-by-photographer = photographer
photo-by-camera = camera
photo-csv = Table as a file
photo-table = The same figures as a table
photo-chart-more =
    { $n ->
         [one] { $n } more line stands in the table.
        *[other] { $n } more lines stand in the table.
    }
photo-how-counted = How these figures were made
photo-noticed = What was noticed
photo-gaps =
    { $n ->
         [one] Running numbers of cameras: { $n } gap, { $missing } numbers without a file
        *[other] Running numbers of cameras: { $n } gaps, { $missing } numbers without a file
    }
photo-gaps-more = `isnad photo gaps` lists all of them.
photo-kind-counter-jumps = Running numbers that jump
photo-kind-number-twice = Running numbers that are there twice
photo-kind-out-of-place = Running numbers that do not fit the folder
photo-kind-out-of-place-among = Running numbers that fit another series
photo-kind-clock-reset = Camera clocks that were reset
photo-kind-clock-may-be-reset = Camera clocks that may have been reset
photo-kind-clock-set-wrong = Camera clocks that were set wrong
photo-kind-clock-differs = Camera clocks that differ from folder or label
photo-kind-clock-against-counter = Camera clocks that do not fit the running numbers
photo-kind-label-of-another-series = Labels that differ from most of their folder
photo-kind-saved-by-program = Files that a program saved again
photo-kind-thumbnail-differs = Small pictures that differ from the picture
photo-kind-thumbnail-missing = Small pictures that are missing
photo-kind-maker-note-missing = Maker’s notes that are missing
photo-kind-tables-unusual = Compression tables unusual for the camera
photo-kind-tables-standard = Compression tables that programs use
photo-kind-size-unusual = Sizes unusual for the camera
# Sets.
photo-set = Set of photographs
photo-set-all = All photographs
photo-set-series = Series of { $item }
photo-prepare = Before you look
photo-tally-pictures = photographs
photo-tally-copies = copies among them
photo-prepare-need = Do you need to see them? This is known without looking:
photo-done-labels = Labels read and believed: { $n }.
photo-done-people = Read by people: { $n }.
photo-done-waiting = Labels that somebody has to look at: { $n }.
photo-done-unlabelled = Photographs on which no label was found: { $n }.
photo-done-described = Described by somebody who looked: { $n }
photo-done-undescribed = None is described yet. Who looks at one can write down what is shown, so that others need not.
photo-prepare-note = The list below shows no picture. One is uncovered in its own view, step by step, each step recorded.
photo-label-mute = A label was found; nothing on it was understood.
photo-label-none = No label was found.
photo-read-by = Label read by { $name }
photo-described-by = Described by { $name },
photo-copy-of = Copy of { $item }
photo-to-series = Its series
# What a person has looked at today.
photo-exposure-none = You have uncovered no picture today.
photo-exposure =
    { $n ->
         [one] You have uncovered { $n } picture today (minutes: { $minutes }).
        *[other] You have uncovered { $n } pictures today (minutes: { $minutes }).
    }
photo-exposure-own = Only you see this figure.
photo-exposure-pause = { $n } of them without a pause. This is a good moment for one; nothing is locked and nothing is lost.
photo-exposure-day = { $day }: pictures uncovered by all people together: { $n }
photo-exposure-day-few = { $day }: fewer than three people; no sum is given
photo-saved = Recorded as act { $act }.
# Uncovering.
photo-why = For what
photo-reason-identify = to identify a person
photo-reason-injuries = to describe injuries
photo-reason-label = to read a label
photo-reason-series = to check a series
photo-reason-quality = to check the reading
photo-reason-court = for a court file
photo-reason-other = for another purpose
photo-step-label = Show the label alone
photo-step-blurred = Show small, grey, blurred
photo-step-small = Show small and grey
photo-step-grey = Show in full, grey
photo-step-colour = Show in colour
photo-steps-note = The picture was not sent to this computer. Each step is recorded; Esc covers everything.
photo-print = Print with the picture
photo-print-why = Why it has to be on paper
photo-print-go = Print
photo-print-note = Without this, the picture is left out of what is printed. The reason is recorded.
photo-print-covered = The photograph is left out of this print.
photo-key-step = the next step
# Labels that a person reads.
photo-said-illegible = A person looked: nothing on the label can be read.
photo-queue = Labels to look at
photo-queue-open =
    { $n ->
         [0] No label waits for a look
         [one] { $n } label waits for a look
        *[other] { $n } labels wait for a look
    }
photo-queue-count = Open: { $open } · read by people: { $done }
photo-queue-nth = { $k } of { $n }
photo-queue-saved = Saved: { $item }
photo-queue-again = Read it again
photo-queue-empty = No label waits
photo-queue-empty-note = Every label that was found is read and believed, or somebody has read it.
photo-show-label = Show the label
photo-crop-alt = Label of { $item }, cut out
photo-crop-covered = The label is covered.
photo-crop-note = Only the label is shown, cut out of the picture. Showing it is recorded; Esc covers it.
photo-crops-always = Show each label as it is opened
photo-as-read = As the machine reads it
photo-line-doubtful = doubtful
photo-what-reads = What it reads
photo-or = or
photo-note = Note
photo-save-label = It reads so
photo-illegible = Nothing can be read
photo-skip = Later
photo-save-note = A field that is empty cannot be read or is not there. What you save counts instead of the machine’s reading, which is kept.
photo-may-not = Your role reads labels and does not say what they read.
photo-key-field = first doubtful field
photo-read-label = Read its label
photo-speaks-against = What asks for a look at the label
# What a picture shows, written once.
photo-describe = What the picture shows
photo-describe-note = Written once, so that others need not look. Neutral words, no guesses at identity.
photo-described-now = The description is saved.
photo-shown = What is shown
photo-in-words = In words
photo-describe-save = Save the description
photo-tag-adult = adult
photo-tag-child = child
photo-tag-several-persons = several persons
photo-tag-no-person = no person
photo-tag-face-visible = face visible
photo-tag-face-hidden = face not visible
photo-tag-injuries-visible = injuries visible
photo-tag-label-legible = label legible
photo-tag-label-not-legible = label not legible
photo-tag-number-on-body = number on the body
screen-tab-photo = Photograph
screen-act-label-reviewed = Labels read by a person
screen-act-photo-described = Picture described by a person
screen-detail-detainee-number = Detainee number
screen-detail-body-number = Body number
screen-detail-branch = Branch or prison
screen-detail-date = Date
screen-detail-name = Name
screen-detail-words = In words
screen-detail-tags = What is shown
