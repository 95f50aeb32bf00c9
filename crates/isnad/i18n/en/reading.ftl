# What a page reads: what to distrust, corrections, versions.

screen-doubtful-words =
    { $n ->
         [one] { $n } doubtful word
        *[other] { $n } doubtful words
    }
screen-unsettled-numbers =
    { $n ->
         [one] { $n } unsettled number on this page
        *[other] { $n } unsettled numbers on this page
    }
screen-said-places =
    { $n ->
         [one] corrected in { $n } place
        *[other] corrected in { $n } places
    }
screen-unsettled-word = not settled: no two readings agree
screen-said-in = said by a person in version { $version }
screen-machine-read = the machine read: { $text }
screen-read-by = read by { $engine }
screen-may-read = may be { $text } ({ $percent }%, { $engine })
screen-engine-tesseract = tesseract
screen-engine-numbers = the reader of numbers
screen-not-read = not read: { $what }
screen-unread-handwriting = handwriting
screen-unread-margin = a note in the margin
screen-unread-stamp = a stamp
screen-unread-illegible = illegible print
screen-legend-doubt = Amber with dots under the word: doubtful · broken red frame and “?”: a number that is not settled · green: said by a person · hatched: not read
screen-previous-doubtful = Previous word to check
screen-next-doubtful = Next word to check
screen-key-doubtful = next / previous word to check
screen-key-correct = correct the word
screen-correct = Correct
screen-it-reads = It reads
screen-save = Save
screen-other-readings = Other readings (↓):
screen-fix-help = Saved unchanged, the word counts as checked. Left empty, there is no word. The image and the machine’s reading stay.
screen-take-in-next = Take in the next word
screen-note = Note
screen-crop = The word, enlarged
screen-version-n = version { $n }
screen-versions = Versions of this page
screen-old-version = You see version { $n }; the newest is { $newest }.
screen-to-newest = Show the newest
screen-saved-version = Saved as version { $n }.
screen-said-against = Where people read otherwise than the machine
screen-by-machine = Machine:
screen-human = Person:
screen-checked = checked, unchanged
screen-read-by-machine = Read by machine
screen-earlier-reading = Made on an earlier reading
screen-fit-carried = carried over to this reading
screen-fit-read-so = this reading has it so
screen-fit-left = does not fit this reading; it stands beside it
screen-choice = Why this reading:
screen-other-reading = Another reading of this page:
screen-act-text-corrected = Text corrected
screen-detail-from = Stood there
screen-detail-to = Reads
screen-detail-page = Page
screen-action-correct-text = Correct a text
screen-fault-conflict = Changed meanwhile
