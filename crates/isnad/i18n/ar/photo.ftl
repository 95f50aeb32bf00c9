# Photographs: figures and what stands beside them.
photo-review = يُراجَع الملصق
photo-of = لـ
photo-all = الكل معاً
photo-unattributed = غير منسوب
photo-files = ملفات
photo-photos = صور
photo-series = سلاسل
photo-bodies = جثث
photo-series-without-number = سلاسل بلا رقم
count-files = الملفات: كل ملف هو صورة، والنسخ منها.
count-photos-without-copies = الصور: كل صورة مرة واحدة؛ والملفات التي هي نسخ بعضها عن بعض تُعدّ واحدة.
count-series = السلاسل: لقطات متتالية لجثة واحدة، بحسب المجلدات والكاميرات والوقت والملصقات.
count-bodies-by-number = الجثث: أرقام الجثث المختلفة ضمن الفرع الواحد. والرقم الذي يعود بعد أكثر من 60 يوماً من غيابه جثة أخرى. وما ليس له رقم لا يُعدّ منها.
count-bodies-by-number-or-detainee = الجثث: أرقام الجثث المختلفة ضمن الفرع الواحد، وأرقام الموقوفين حيث لا رقم للجثة. والرقم الذي يعود بعد أكثر من 60 يوماً من غيابه جثة أخرى. وما ليس له رقم لا يُعدّ منها.
count-series-without-number = سلاسل بلا رقم: لا يمكن لأحد أن يقول هل تُظهر جثثاً عُدّت من قبل.
# What speaks for and against a field of a label (behind the field's name and a colon), and what is noticed about a photograph.
photo-mute-label = وُجد ملصق، ولم يُفهم شيء مما عليه.
photo-field-detainee-number = رقم الموقوف
photo-field-body-number = رقم الجثة
photo-field-branch = الفرع أو السجن
photo-field-date = التاريخ
photo-field-name = الاسم
photo-gap = { $camera }: الأرقام من { $from } إلى { $to } ناقصة (عددها { $missing })، وهي بين { $after } و{ $before }.
photo-gap-one = { $camera }: الرقم { $from } ناقص، وموضعه بين { $after } و{ $before }.
photo-gaps-none = لا ينقص أي رقم من أرقام عدّادات الكاميرات.
photo-counter-with-folder = ورقم عدّادها يوافق المجلد.
photo-counter-against-folder = ورقم عدّادها لا يوافق المجلد أيضاً.
label-branch-not-then = يقول الملصق { $label }، وبحسب المعلومات المتوفرة لم يوجد ما يحمل هذا الاسم أو الرقم في { $there }.
label-branch-seldom = يقول الملصق { $label }، وتقول ملصقات أخرى كثيرة { $there }، وهو قريب منه في الكتابة.
label-branch-unknown = يقول الملصق { $label }، ولا يُعرف فرع أو سجن بهذا الاسم أو الرقم.
label-branch-unknown-near = يقول الملصق { $label }، ولا يُعرف فرع أو سجن بهذا الاسم أو الرقم، والأقرب إليه كتابةً: { $there }.
label-camera-agrees = يقول الملصق { $label }، وتقول ساعة الكاميرا { $there }، والفرق يوم واحد على الأكثر.
label-camera-differs = يقول الملصق { $label }، وتقول ساعة الكاميرا { $there }.
label-date-in-part = لا يذكر الملصق إلا جزءاً من التاريخ: { $there }.
label-date-other-order = يقول الملصق { $label }، ولو رُتّب اليوم والشهر والسنة ترتيباً آخر لوافق { $there } الذي يقوله المجلد أو الكاميرا.
label-doubtful = قُرئ { $label } بدرجة ثقة { $there } من 100، ولا شيء آخر يقول الشيء نفسه.
label-field-missing = لا يذكره الملصق، ويقول ملصق آخر واحد على الأقل في السلسلة { $there }.
label-folder-agrees = يقول الملصق { $label }، ويقول المجلد الشيء نفسه: { $there }.
label-folder-differs = يقول الملصق { $label }، ويقول المجلد { $there }.
label-line-not-understood = لا يذكره الملصق، { $lines ->
    [one] ولم يُفهم سطر واحد منه
    [two] ولم يُفهم سطران منه
    [few] ولم تُفهم { $lines } أسطر منه
    [many] ولم يُفهم { $lines } سطراً منه
   *[other] ولم يُفهم { $lines } سطر منه
}.
label-neighbours-agree = يقول الملصق { $label }، ويقول ملصق آخر واحد على الأقل في السلسلة الشيء نفسه.
label-neighbours-differ = يقول الملصق { $label }، ويقول ملصق آخر واحد على الأقل في السلسلة { $there }.
label-no-value = المكتوب هناك ليس قيمة لهذا الحقل: { $there }.
label-number-far = يقول الملصق { $label }، وتقع أكثر أرقام الملصقات الأخرى في المجلد ضمن { $there }.
label-number-out-of-range = يقول الملصق { $label }، واسم المجلد يذكر الأرقام { $there }.
label-readings-differ = قُرئ { $label }، ويمكن أن تُقرأ الكتابة نفسها { $there } أيضاً.
label-says-two = يقول الملصق { $label }، ويقول في موضع آخر { $there }.
label-word-missing = لا كلمة على الملصق تسمّيه، وأُخذ { $there } لأنه لم يبقَ له غيره.
label-word-unsure = لم تُقرأ الكلمة التي بجانب { $there } قراءة مؤكدة، وقد تسمّي حقلاً آخر.
photo-clock-against-counter = تقول ساعة الكاميرا { $clock }، ولا يوافق ذلك رقم العدّاد { $number } بين الأرقام التي قبله وبعده.
photo-clock-differs = تقول ساعة الكاميرا { $clock }، ويقول المجلد أو الملصق { $told }.
photo-clock-may-be-reset = تقول ساعة الكاميرا { $clock }، وهو يوم تبدأ منه الساعات إذا فقدت ضبطها، ولا يقول المجلد ولا الملصق يوماً آخر.
photo-clock-reset = تقول ساعة الكاميرا { $clock }، ويقول المجلد أو الملصق { $told }، ومن مثل ذلك اليوم تبدأ الساعات إذا فقدت ضبطها.
photo-clock-set-wrong = تقول ساعة الكاميرا { $clock }، ويقول المجلد أو الملصق { $told }، والساعة منحرفة بالقدر نفسه في أيام أخرى أيضاً.
photo-counter-jumps = يقفز رقم العدّاد إلى { $number }، واللقطة التي قبله { $other }.
photo-label-of-another-series = يقول ملصقها غير ما تقوله أكثر ملصقات هذا المجلد.
photo-maker-note-missing = ملاحظة الصانع التي تحملها كل ملفات هذا الطراز تقريباً غير موجودة.
photo-number-twice = رقم العدّاد { $number } موجود مرتين لهذه الكاميرا، واللقطة الأخرى { $other }.
photo-out-of-place = رقم العدّاد { $number } لا يوافق أرقام يوم المجلد.
photo-out-of-place-among = رقم العدّاد { $number } لا يوافق يوم المجلد، وبحسبه تعود اللقطة إلى سلسلة { $other }.
photo-saved-by-program = يذكر الملف أن البرنامج { $program } هو الذي حفظه.
photo-size-unusual = الأبعاد { $size } غير معتادة لهذا الطراز من الكاميرات.
photo-tables-standard = جداول الضغط هي التي تستعملها البرامج (الجودة { $strength })، وهي غير معتادة لهذا الطراز من الكاميرات، وعدد ملفات الطراز التي فيها هذه الجداول: { $alike }.
photo-tables-unusual = جداول الضغط غير معتادة لهذا الطراز من الكاميرات، وعدد ملفات الطراز التي فيها هذه الجداول: { $alike }.
photo-thumbnail-differs = الصورة المصغّرة المخزّنة في الملف تختلف عن الصورة: درجة التشابه بينهما { $likeness }، وأقصاها 1.
photo-thumbnail-missing = الصورة المصغّرة التي تخزّنها كل ملفات هذا الطراز تقريباً غير موجودة.
