# Copies: the same bytes, and the same paper or shot scanned or saved again.
copies-line = The same bytes, and the same paper or shot, scanned or saved again. Nothing is hidden because of it.
copies-kind-exact = same bytes
copies-kind-near = near copy
copies-kind-through = copy of a copy
copies-likeness = likeness { $percent } %
copies-because-bytes = The bytes are the same.
copies-because-text = The texts have the same words and the same numbers.
copies-because-read-text = Read optically, they have the same words, and no number that was surely read speaks against it.
copies-because-layout = The ink lies on the same places, and nothing that was surely read speaks against it.
copies-because-layout-and-text = The ink lies on the same places, and the words are the same.
copies-because-shot = It is the same shot.
copies-because-others = It is a copy of another one of the group; the two were not found alike by themselves.
copies-none-of-these = These two were not found to be copies.
copies-compare = Compare
copies-compare-title = Two items compared
copies-compare-of = { $a } and { $b } compared
copies-back = Copies
copies-only-first = Only in the first
copies-only-second = Only in the second
copies-places = { $n ->
    [0] The texts do not differ
    [one] The texts differ in { $n } place
   *[other] The texts differ in { $n } places
}
copies-first-place = Go to the first
copies-place-of = Difference { $n } of { $m }: go to the next
copies-text-scroll = Both texts
copies-no-text = Neither of them has text. Their pages can be looked at one by one.
copies-note = Spellings that a reader takes for the same are not marked. A difference may be a slip of optical reading: look at the pages.
copies-folded = Copies folded
copies-unfolded = Copies shown
copies-folded-count = { $n } with copies folded
copies-more = { $n ->
    [one] +{ $n } copy
   *[other] +{ $n } copies
}
