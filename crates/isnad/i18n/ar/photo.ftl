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
