# Photographs: figures and what stands beside them.
photo-review = look at the label
photo-of = of
photo-all = everything together
photo-unattributed = not attributed
photo-files = files
photo-photos = photographs
photo-series = series
photo-bodies = bodies
photo-series-without-number = series without a number
count-files = Files: every file that is a photograph, copies among them.
count-photos-without-copies = Photographs: each once; files that are copies of one another count as one.
count-series = Series: shots of one body in a row, told by folders, cameras, time and labels.
count-bodies-by-number = Bodies: different numbers of bodies within a branch. A number that comes back after more than 60 days without it is another body. What has no number is not among them.
count-bodies-by-number-or-detainee = Bodies: different numbers of bodies within a branch, and numbers of detainees where no body has one. A number that comes back after more than 60 days without it is another body. What has no number is not among them.
count-series-without-number = Series without a number: nobody can say whether they show bodies that were counted already.
