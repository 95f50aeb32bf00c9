# Texts of match review and of persons. A match is a lead: nothing here says that two people are one.

screen-matches = Match review
screen-persons = Persons
screen-person = Person

## What people think, and where a lead stands

screen-opinion-same = Same person
screen-opinion-cannot-tell = Cannot tell
screen-opinion-different = Different people
screen-standing-undecided = Lead, undecided
screen-standing-needs-second = Lead, needs a second person
screen-standing-disagreement = Lead, needs a third person
screen-standing-linked = Linked by two people
screen-standing-apart = Kept apart by two people
screen-standing-left-open = Left open
screen-basis-parents-names = Parents’ names
screen-basis-other-names = Other names
screen-basis-dates = Dates
screen-basis-place = Place
screen-basis-number = Number
screen-basis-row-read = Row read in its source
screen-basis-photo = Photo
screen-basis-other-document = Other document

## The queue

screen-queue-todo = Waiting for me
screen-queue-undecided = Undecided
screen-queue-needs-second = Needs a second person
screen-queue-disagreement = Disagreement
screen-queue-mine = Read by me
screen-queue-decided = Decided
screen-queue-all = All
screen-match-lead-note = A match is a lead for people to check, not a finding. It changes no role.
screen-match-resume = Go on where you stopped:
screen-match-name-part = Part of a name, in either script
screen-match-place = Which leads
screen-match-lists = Between these lists
screen-match-weight-read = Weight (of leads you have read)
screen-match-conflict-only = A field speaks strongly against
screen-match-band = { $from } to { $below }
screen-match-band-below = below { $below }
screen-match-band-from = { $from } and more
screen-match-count =
    { $n ->
         [one] { $n } lead
        *[other] { $n } leads
    }
screen-match-waiting =
    { $n ->
         [one] { $n } lead waits for you
        *[other] { $n } leads wait for you
    }
screen-match-none = No lead waits for you. Leads come from comparing two lists.
screen-match-none-filtered = No lead fits. Take a filter away, or look for a shorter piece of the name.
screen-match-lead = Lead
screen-match-one = One record
screen-match-other = Other record
screen-match-you-read = you have read it
screen-match-you-decided = you decided
screen-match-order-note = The order says nothing of the weights: every lead is read before its weights are shown.

## One lead

screen-match-question = Do these two records describe the same person?
screen-match-proposed = Proposed
screen-match-place-of = { $k } of { $n } in your queue
screen-match-weights-shown = Weights shown
screen-match-weights-hidden = Weights hidden
screen-match-records = The two records
screen-match-your-part = Your part
screen-match-note-blind = Read both records first. What the model says comes after your own first reading, and nobody else’s reading or decision comes before yours.
screen-match-note-uncovered = You gave a first reading before the weights were uncovered. Both are kept and can be compared later.
screen-match-note-waiting = Your decision is recorded. It joins nothing until another person has decided without seeing it.
screen-match-note-settled = People have ended with this lead. All readings and decisions are kept.
screen-match-caption = Two records compared field by field
screen-match-comparison = Comparison
screen-match-weight = Weight
screen-match-open-row = open row
screen-match-open-source = open source
screen-match-row-as-written = The row as written
screen-match-row-gone = This row is no record of the list as it is read now.
screen-match-one-in = 1 in { $n }
screen-match-waterfall = Waterfall from { $prior } before to { $total } in all; every value stands in the table below
screen-match-where-from = Where the weight comes from
screen-match-log2 = log₂ of evidence
screen-match-reads-as = Reads as { $odds }, if the model’s assumptions hold. Hatched bars count against. Common names add less.
screen-match-as-table = The same as a table
screen-match-field = Field
screen-match-so-far = So far
screen-match-model-changed = The model changed since this was proposed. Earlier models said:
screen-match-in-words = In words
screen-match-who-else = Who else it could be
screen-match-who-else-none = The model names no other explanation. There may be one.

## Reading and deciding

screen-match-first-reading = Your first reading
screen-match-first-reading-line = What do the two records say to you? Your answer is kept as it is.
screen-match-same-question = Same person?
screen-match-cannot-tell-note = keeps both records as they are
screen-match-keep-reading = Keep reading, show weights
screen-match-skip = Skip
screen-match-two-people = Two people decide
screen-match-two-people-line = Two people decide, each without seeing what the other thinks. If they differ, a third one does.
screen-match-your-decision = Your decision
screen-match-based-on = Based on
screen-match-reason = Reason
screen-match-required = required
screen-match-against = Evidence against
screen-match-against-open = Open
screen-match-against-none = No field speaks against. What the rows leave out, they cannot contradict.
screen-match-against-kept = It stays attached to the link and is disclosed with it.
screen-match-against-more = What else speaks against
screen-match-record = Record decision
screen-match-own-reading = { $name }, first reading “{ $opinion }”, before the weights were shown
screen-match-reading-of = { $name }: “{ $opinion }”, before the weights were shown
screen-match-another = Another reviewer; will not see this decision first
screen-match-earlier = Your earlier decisions
screen-match-if-agree = If both agree
screen-match-if-agree-line = The two records are linked and can be unlinked at any time. Nobody is notified. No role in a case changes.
screen-match-erased = The words of this decision were erased.
screen-match-withdrawn = Withdrawn
screen-match-you-decided-first = You decided first
screen-match-needs-second = This needs a second person. You cannot be the second one.
screen-match-needs-third = The other person decided otherwise. This needs a third person.
screen-match-next = Next lead
screen-match-back-to-queue = Back to the queue
screen-match-undo = Take my decision back
screen-match-undo-line = It stays in the history with your reason. You may decide anew.
screen-match-undo-do = Take back
screen-match-decided = Decided
screen-match-person = Open the person
screen-match-no-role = The role of this person is unknown. A link does not change that.
screen-match-first-readings = First readings
screen-match-open-again = Open again
screen-match-open-again-line = All decisions on it are withdrawn and stay in the history. A link comes apart at once; two people have to decide anew.
screen-match-open-again-do = Withdraw the decisions
screen-match-rivals = Other candidates for the record in { $list }
screen-match-rivals-none = None among the lists that you may read.
screen-match-rival-unread = weight after your reading
screen-match-sealed-note = Lists that you may not read are not searched for you. Ask their custodian if you need to know.

## Persons

screen-person-find-note = Every look-up is recorded with its reason, and others see it.
screen-person-find = Look up
screen-person-count =
    { $n ->
         [one] { $n } person
        *[other] { $n } persons
    }
screen-person-none = No record that you may read bears such a name.
screen-person-records = Records that bear the name
screen-person-sources = Records in all
screen-person-sources-n =
    { $n ->
         [one] { $n } source record
        *[other] { $n } source records
    }
screen-person-reason-line = You have not worked on a lead of this person. Say why you look; the reason is recorded, and others see it.
screen-person-open = Open
screen-person-role-unknown = Role: unknown
screen-person-note = Records side by side, as written. There is no merged row: each value belongs to its source.
screen-person-twice = Two of these records are rows of one list. Either the list has the person twice, or the records are of two people.
screen-person-side-by-side = Sources side by side
screen-person-differ = differ
screen-person-links = Why they are joined
screen-person-no-links = Nothing joins this record with another one.
screen-person-unlink = Take these two apart
screen-person-unlink-do = Take apart

## Keys and the rest

screen-key-opinion = same / different / cannot tell
screen-key-skip = skip
screen-key-sources = first / second source
screen-fault-second-person = Another person is needed
screen-action-propose-leads = Propose leads
screen-action-review-matches = Read a lead
screen-action-search-matches = Looked through leads
screen-action-find-person = Looked a person up
