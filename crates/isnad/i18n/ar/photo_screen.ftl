# Photographs on screen: figures, sets, labels that a person reads, uncovering step by step.
photo-title = الصور
photo-lead = ما تقوله المجلدات والملصقات وآلات التصوير عن الصور. لا تُعرض هنا أي صورة.
photo-none = لم يُقرأ أي عنصر يحق لك الاطلاع عليه بوصفه صورة فوتوغرافية.
photo-parted-by = الأرقام بحسب
photo-counted = الرسم البياني لـ
photo-by-branch = الفرع أو السجن
photo-by-month = الشهر
photo-by-branch-month = الفرع والشهر
photo-by-photographer = المصوّر
photo-by-camera = آلة التصوير
photo-csv = الجدول في ملف
photo-table = الأرقام نفسها في جدول
photo-chart-more =
    { $n ->
         [one] سطر واحد آخر في الجدول.
         [two] سطران آخران في الجدول.
         [few] { $n } أسطر أخرى في الجدول.
        *[other] { $n } سطرًا آخر في الجدول.
    }
photo-how-counted = كيف حُسبت هذه الأرقام
photo-noticed = ما لوحظ
photo-gaps =
    { $n ->
         [one] الأرقام المتسلسلة لآلات التصوير: ثغرة واحدة، وأرقام بلا ملف: { $missing }
         [two] الأرقام المتسلسلة لآلات التصوير: ثغرتان، وأرقام بلا ملف: { $missing }
         [few] الأرقام المتسلسلة لآلات التصوير: { $n } ثغرات، وأرقام بلا ملف: { $missing }
        *[other] الأرقام المتسلسلة لآلات التصوير: { $n } ثغرة، وأرقام بلا ملف: { $missing }
    }
photo-gaps-more = الأمر `isnad photo gaps` يسردها كلها.
photo-kind-counter-jumps = أرقام متسلسلة تقفز
photo-kind-number-twice = أرقام متسلسلة مكررة
photo-kind-out-of-place = أرقام متسلسلة لا تناسب المجلد
photo-kind-out-of-place-among = أرقام متسلسلة تناسب سلسلة أخرى
photo-kind-clock-reset = ساعات آلات تصوير أُعيد ضبطها إلى البداية
photo-kind-clock-may-be-reset = ساعات آلات تصوير ربما أُعيد ضبطها إلى البداية
photo-kind-clock-set-wrong = ساعات آلات تصوير ضُبطت خطأً
photo-kind-clock-differs = ساعات آلات تصوير تخالف المجلد أو الملصق
photo-kind-clock-against-counter = ساعات آلات تصوير لا تناسب الأرقام المتسلسلة
photo-kind-label-of-another-series = ملصقات تخالف معظم ملصقات مجلدها
photo-kind-saved-by-program = ملفات أعاد برنامج حفظها
photo-kind-thumbnail-differs = صور مصغّرة تخالف الصورة
photo-kind-thumbnail-missing = صور مصغّرة ناقصة
photo-kind-maker-note-missing = ملاحظات الصانع الناقصة
photo-kind-tables-unusual = جداول ضغط غير معهودة لآلة التصوير
photo-kind-tables-standard = جداول ضغط تستعملها البرامج
photo-kind-size-unusual = أحجام غير معهودة لآلة التصوير
# Sets.
photo-set = مجموعة صور
photo-set-all = كل الصور
photo-set-series = سلسلة { $item }
photo-prepare = قبل أن تنظر
photo-tally-pictures = صور
photo-tally-copies = نسخ منها
photo-prepare-need = هل تحتاج إلى رؤيتها؟ هذا معروف من دون نظر:
photo-done-labels = ملصقات قُرئت ويُعتدّ بها: { $n }.
photo-done-people = قرأها أشخاص: { $n }.
photo-done-waiting = ملصقات يجب أن ينظر فيها أحد: { $n }.
photo-done-unlabelled = صور لم يُعثر فيها على ملصق: { $n }.
photo-done-described = وصفها من نظر فيها: { $n }
photo-done-undescribed = لم تُوصف أي منها بعد. من ينظر في صورة يمكنه أن يدوّن ما فيها لئلا يحتاج غيره إلى النظر.
photo-prepare-note = القائمة أدناه لا تعرض أي صورة. تُكشف الصورة في شاشتها الخاصة خطوة بعد خطوة، وتُسجَّل كل خطوة.
photo-label-mute = عُثر على ملصق ولم يُفهم منه شيء.
photo-label-none = لم يُعثر على ملصق.
photo-read-by = قرأ الملصق { $name }
photo-described-by = وصفها { $name }،
photo-copy-of = نسخة من { $item }
photo-to-series = سلسلتها
# What a person has looked at today.
photo-exposure-none = لم تكشف اليوم أي صورة.
photo-exposure =
    { $n ->
         [one] كشفت اليوم صورة واحدة (بالدقائق: { $minutes }).
         [two] كشفت اليوم صورتين (بالدقائق: { $minutes }).
         [few] كشفت اليوم { $n } صور (بالدقائق: { $minutes }).
        *[other] كشفت اليوم { $n } صورة (بالدقائق: { $minutes }).
    }
photo-exposure-own = لا يرى هذا الرقم سواك.
photo-exposure-pause = { $n } منها بلا استراحة. هذا وقت مناسب لاستراحة؛ لا شيء يُقفل ولا شيء يضيع.
photo-exposure-day = { $day }: الصور التي كشفها الجميع: { $n }
photo-exposure-day-few = { $day }: أقل من ثلاثة أشخاص؛ لا يُعطى مجموع
photo-saved = سُجّل بوصفه القيد { $act }.
# Uncovering.
photo-why = لأي غرض
photo-reason-identify = لتحديد هوية شخص
photo-reason-injuries = لوصف إصابات
photo-reason-label = لقراءة ملصق
photo-reason-series = للتحقق من سلسلة
photo-reason-quality = للتحقق من القراءة
photo-reason-court = لملف قضائي
photo-reason-other = لغرض آخر
photo-step-label = أظهر الملصق وحده
photo-step-blurred = أظهرها صغيرة رمادية مموّهة
photo-step-small = أظهرها صغيرة رمادية
photo-step-grey = أظهرها كاملة رمادية
photo-step-colour = أظهرها بالألوان
photo-steps-note = لم تُرسل الصورة إلى هذا الحاسوب. تُسجَّل كل خطوة، ومفتاح Esc يحجب كل شيء.
photo-print = اطبع مع الصورة
photo-print-why = لماذا يلزم أن تكون على الورق
photo-print-go = اطبع
photo-print-note = من دون هذا تُستثنى الصورة من المطبوع. ويُسجَّل السبب.
photo-print-covered = استُثنيت الصورة من هذه الطباعة.
photo-key-step = الخطوة التالية
# Labels that a person reads.
photo-said-illegible = نظر شخص في الملصق: لا يُقرأ منه شيء.
photo-queue = ملصقات للنظر فيها
photo-queue-open =
    { $n ->
         [0] لا ملصق ينتظر النظر
         [one] ملصق واحد ينتظر النظر
         [two] ملصقان ينتظران النظر
         [few] { $n } ملصقات تنتظر النظر
        *[other] { $n } ملصقًا ينتظر النظر
    }
photo-queue-count = المفتوحة: { $open } · قرأها أشخاص: { $done }
photo-queue-nth = { $k } من { $n }
photo-queue-saved = حُفظ: { $item }
photo-queue-again = اقرأه من جديد
photo-queue-empty = لا ملصق ينتظر
photo-queue-empty-note = كل ملصق عُثر عليه قُرئ ويُعتدّ به، أو قرأه أحد.
photo-show-label = أظهر الملصق
photo-crop-alt = ملصق { $item } مقتطعًا
photo-crop-covered = الملصق محجوب.
photo-crop-note = لا يُعرض إلا الملصق مقتطعًا من الصورة. يُسجَّل العرض، ومفتاح Esc يحجبه.
photo-crops-always = أظهر كل ملصق عند فتحه
photo-as-read = كما تقرؤه الآلة
photo-line-doubtful = مشكوك فيه
photo-what-reads = ماذا يقول
photo-or = أو
photo-note = ملاحظة
photo-save-label = هكذا يُقرأ
photo-illegible = لا يُقرأ منه شيء
photo-skip = لاحقًا
photo-save-note = الحقل الفارغ لا يُقرأ أو غير موجود. ما تحفظه يُعتمد بدل قراءة الآلة، وتبقى قراءتها محفوظة.
photo-may-not = دورك يتيح الاطلاع على الملصقات لا تقرير ما تقوله.
photo-key-field = أول حقل مشكوك فيه
photo-read-label = اقرأ ملصقها
photo-speaks-against = ما يستدعي النظر في الملصق
# What a picture shows, written once.
photo-describe = ماذا تُظهر الصورة
photo-describe-note = يُكتب مرة واحدة كي لا يحتاج غيرك إلى النظر. كلمات محايدة، بلا تخمين للهوية.
photo-described-now = حُفظ الوصف.
photo-shown = ما يظهر
photo-in-words = بالكلمات
photo-describe-save = احفظ الوصف
photo-tag-adult = بالغ
photo-tag-child = طفل
photo-tag-several-persons = عدة أشخاص
photo-tag-no-person = لا شخص
photo-tag-face-visible = الوجه ظاهر
photo-tag-face-hidden = الوجه غير ظاهر
photo-tag-injuries-visible = إصابات ظاهرة
photo-tag-label-legible = الملصق مقروء
photo-tag-label-not-legible = الملصق غير مقروء
photo-tag-number-on-body = رقم على الجسد
screen-tab-photo = الصورة
screen-act-label-reviewed = قرأ شخص الملصقات
screen-act-photo-described = وصف شخص الصورة
screen-detail-detainee-number = رقم الموقوف
screen-detail-body-number = رقم الجثة
screen-detail-branch = الفرع أو السجن
screen-detail-date = التاريخ
screen-detail-name = الاسم
screen-detail-words = بالكلمات
screen-detail-tags = ما يظهر
