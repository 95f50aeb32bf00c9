# Texts of the screens.

## Frame

screen-skip = انتقل إلى المحتوى
screen-navigation = التنقل الرئيسي
screen-group-work = العمل
screen-group-custody = الحفظ
screen-search = البحث
screen-items = المواد
screen-intake = الاستلام
screen-processing = المعالجة
screen-consultations = سجل الاطلاع
screen-people = المستخدمون
screen-access = الصلاحية
screen-access-none = لا صلاحية على أي دفعة
screen-access-no-evidence = لا اطلاع على الأدلة
screen-access-to = { $accessions }
screen-access-many =
    { $n ->
         [one] دفعة واحدة
         [two] دفعتان
         [few] { $n } دفعات
         [many] { $n } دفعة
        *[other] { $n } دفعة
    }
screen-images-covered = الصور محجوبة
screen-image-shown = صورة مكشوفة: مفتاح Esc يحجبها
screen-language = اللغة
screen-account = حساب { $name }
screen-sign-out = تسجيل الخروج
screen-recorded = سُجّل برقم
screen-close = إغلاق

## Signing in

screen-sign-in = تسجيل الدخول
screen-door-line = منضدة العمل على الأدلة. كل دخول وكل اطلاع يُسجَّل.
screen-name = الاسم
screen-password = كلمة المرور
screen-sign-in-wrong = الاسم أو كلمة المرور غير صحيحة.
screen-sign-in-wait =
    { $seconds ->
         [one] محاولات كثيرة. أعد المحاولة بعد ثانية واحدة.
         [two] محاولات كثيرة. أعد المحاولة بعد ثانيتين.
         [few] محاولات كثيرة. أعد المحاولة بعد { $seconds } ثوانٍ.
         [many] محاولات كثيرة. أعد المحاولة بعد { $seconds } ثانية.
        *[other] محاولات كثيرة. أعد المحاولة بعد { $seconds } ثانية.
    }
screen-sign-in-again = سجّل الدخول للمتابعة. تنتهي الجلسة بعد دقائق من عدم الاستخدام.
screen-signed-out = تم تسجيل خروجك.
screen-sign-in-note = يفتح مدير النظام الحسابات.

## Roles

screen-role-custodian = أمين الحفظ
screen-role-analyst = محلل
screen-role-examiner = فاحص وثائق
screen-role-reviewer = مراجع هويات
screen-role-investigator = محقق
screen-role-security-officer = مسؤول الأمن
screen-role-administrator = مدير النظام

## States of an item

screen-state-read = مقروءة
screen-state-read-in-part = مقروءة جزئيًا
screen-state-no-text = بلا نص
screen-state-empty = فارغة
screen-state-encrypted = مشفّرة
screen-state-unsupported = غير مدعومة
screen-state-damaged = تالفة
screen-state-over-limit = تجاوزت حدًّا
screen-state-waiting = بالانتظار

## Search

screen-search-title = { $query } · البحث
screen-search-documents = البحث في الوثائق
screen-batch = بحث بقائمة
screen-read-as = فُهم البحث هكذا:
screen-letters-on = توحيد الحروف: مفعّل
screen-letters-off = توحيد الحروف: معطّل
screen-forms-on = الاشتقاقات: مفعّلة
screen-forms-off = الاشتقاقات: معطّلة
screen-ocr-on = متسامح مع أخطاء القراءة: مفعّل
screen-ocr-off = متسامح مع أخطاء القراءة: معطّل
screen-filters = المرشّحات
screen-remove-filter = أزل المرشّح { $filter }
screen-clear-all = مسح الكل
screen-no-filters = لا مرشّحات لهذه النتائج.
screen-facet-date = تاريخ الوثيقة
screen-facet-state = حالة القراءة
screen-facet-kind = نوع الملف
screen-facet-quality = جودة القراءة
screen-facet-language = اللغة
screen-facet-accession = الدفعة
screen-facet-folder = المجلد
screen-as-table = على شكل جدول
screen-year = السنة
screen-documents = الوثائق
screen-count-documents =
    { $n ->
         [zero] لا وثائق
         [one] وثيقة واحدة
         [two] وثيقتان
         [few] { $n } وثائق
         [many] { $n } وثيقة
        *[other] { $n } وثيقة
    }
screen-count-pages-found =
    { $n ->
         [zero] لا صفحات
         [one] صفحة واحدة
         [two] صفحتان
         [few] { $n } صفحات
         [many] { $n } صفحة
        *[other] { $n } صفحة
    }
screen-how-everything = كل الصفحات
screen-how-written-forms = مع صورها الكتابية
screen-how-word-forms = واشتقاقاتها
screen-how-across-scripts = وبلفظها في الخط الآخر
screen-how-ocr = بلا اعتبار للنقط
screen-how-exact = كما كُتبت تمامًا
screen-how-phrase = عبارة متجاورة
screen-how-near = بينها { $n } كلمة على الأكثر
screen-how-prefix = بداية للكلمة
screen-how-fuzzy = بفارق { $n } حرف على الأكثر
screen-how-ignored = أُهملت
screen-how-or = أو
screen-how-not = ليس
screen-facet-unknown = غير معروف
screen-took = في { $seconds } ثانية · من السجلات المتاحة لك
screen-order = الترتيب
screen-order-relevance = الصلة
screen-order-date = التاريخ
screen-order-item = الرقم
screen-order-path = المسار
screen-view = العرض
screen-view-list = قائمة
screen-view-table = جدول
screen-not-readable =
    { $n ->
         [zero] كل الوثائق مقروءة
         [one] وثيقة واحدة لم تُقرأ بعد
         [two] وثيقتان لم تُقرآ بعد
         [few] { $n } وثائق لم تُقرأ بعد
         [many] { $n } وثيقة لم تُقرأ بعد
        *[other] { $n } وثيقة لم تُقرأ بعد
    }
screen-nothing-found = لا نتائج
screen-nothing-found-line = لا سجل متاحًا لك يطابق هذا البحث. يظهر أعلاه كيف فُهم البحث، وهذه الخطوات توسّعه:
screen-relax-filters = بلا مرشّحات
screen-relax-letters = مع توحيد الحروف
screen-relax-forms = مع الاشتقاقات
screen-relax-ocr = مع التسامح في أخطاء القراءة
screen-relax-phrase = كلمات بدل العبارة
screen-query-fault = لا يمكن فهم هذا البحث
screen-query-here = الحرف { $position }
screen-start-title = ابحث في كل ما قُرئ
screen-start-line = تُعثر الكلمة العربية بكل صورها الكتابية المألوفة، ومع أل التعريف وحروف العطف والجر، وبالحروف اللاتينية أيضًا.
screen-write = اكتب
screen-finds = تجد
screen-help-words = الصفحات التي فيها الكلمتان بأي صورة كتابية
screen-help-phrase = الكلمات متجاورة بهذا الترتيب
screen-help-prefix = الكلمات التي تبدأ هكذا
screen-help-or = إحدى الكلمتين
screen-help-field = حسب الحقل: path (المسار) و kind (النوع) و state (الحالة) و date (التاريخ) و language (اللغة) و accession (الدفعة) و item (المادة)
screen-results = النتائج
screen-pages-of-results = صفحات القائمة
screen-previous = السابق
screen-next = التالي
screen-earlier = الأقدم
screen-from-start = من البداية
screen-page = صفحة
screen-page-n = صفحة { $n }
screen-page-of = صفحة { $n } / { $m }
screen-page-entry = رقم الصفحة، من 1 إلى { $pages }
screen-go = اذهب

## Batch search

screen-batch-line = بحث واحد في كل سطر. لكل سطر نتيجته، والسطر الذي لا يُفهم لا يوقف غيره.
screen-batch-queries = عمليات البحث، واحدة في كل سطر
screen-batch-run = ابحث عن الكل
screen-batch-verdicts =
    { $n ->
         [one] بحث واحد، وله نتائج: { $found }
         [two] بحثان، ولهما نتائج: { $found }
         [few] { $n } عمليات بحث، منها بنتائج: { $found }
         [many] { $n } عملية بحث، منها بنتائج: { $found }
        *[other] { $n } عملية بحث، منها بنتائج: { $found }
    }
screen-batch-left-out = بُحث عن أول 1,000 سطر فقط، والباقي: { $n }
screen-line = السطر
screen-query = البحث
screen-verdict = النتيجة
screen-not-understood = غير مفهوم

## Document

screen-document = وثيقة
screen-pages = الصفحات
screen-count-pages =
    { $n ->
         [zero] بلا صفحات
         [one] صفحة واحدة
         [two] صفحتان
         [few] { $n } صفحات
         [many] { $n } صفحة
        *[other] { $n } صفحة
    }
screen-hits-on-page =
    { $n ->
         [zero] لا مواضع في هذه الصفحة
         [one] موضع واحد في هذه الصفحة
         [two] موضعان في هذه الصفحة
         [few] { $n } مواضع في هذه الصفحة
         [many] { $n } موضعًا في هذه الصفحة
        *[other] { $n } موضع في هذه الصفحة
    }
screen-hit-of = الموضع { $k } من { $m }
screen-previous-hit = الموضع السابق
screen-next-hit = الموضع التالي
screen-result-n = النتيجة { $n }
screen-previous-result = النتيجة السابقة
screen-next-result = النتيجة التالية
screen-previous-page = الصفحة السابقة
screen-next-page = الصفحة التالية
screen-page-image = صورة الصفحة
screen-page-image-scroll = صورة الصفحة، قابلة للتمرير
screen-image-alt = صورة الصفحة { $n } من { $id }
screen-zoom-in = تكبير
screen-zoom-out = تصغير
screen-word-boxes = إطارات الكلمات
screen-legend = أزرق: السطر المختار · أصفر: موضع البحث · كهرماني: قراءة ضعيفة الثقة. الأصل لا يتغير أبدًا.
screen-image-covered = صورة محجوبة
screen-cover-line = قد تكون هذه صورة فوتوغرافية. لم تُرسل إلى هذا الحاسوب.
screen-text = النص
screen-text-scroll = نص الصفحة، قابل للتمرير
screen-source-native = النص كما يحمله الملف
screen-source-layer = طبقة النص في الملف
screen-source-ocr = قرأتها الآلة من الصورة
screen-source-none = لا نص في هذه الصفحة
screen-confidence = الثقة { $percent }%
screen-weak-word = قراءة ضعيفة الثقة
screen-no-text = لم يُقرأ نص في هذه الصفحة.
screen-no-page = لا صفحة لهذه المادة. سجلها مبيّن بجانبها.
screen-line-n = السطر { $n }
screen-record = سجل الوثيقة
screen-record-scroll = السجل، قابل للتمرير
screen-tab-custody = سلسلة الحفظ
screen-tab-metadata = البيانات الوصفية
screen-tab-members = المحتويات
screen-tab-copies = النسخ

## Custody

screen-verify = تحقق الآن
screen-verify-line = يعيد قراءة البايتات المخزنة والقيد في السجل.
screen-verdict-holds = لم تتغير منذ استلامها
screen-verdict-not = لا يثبت هذا
screen-verdict-tree = سجل فيه { $n } من الأعمال
screen-content-holds = البايتات تطابق بصمتها
screen-content-not = البايتات لا تطابق بصمتها
screen-act-holds = استلامها مقيّد في السجل
screen-act-not = السجل لا يثبت استلامها
screen-trail = سلسلة الحفظ
screen-proof = نزّل الإثبات
screen-proof-line = ملف نصي صغير يتيح لأي كان التحقق من وجود هذه المادة في السجل.
screen-original = إخراج الأصل
screen-original-line = قد يكون الملف ضارًّا. يُسجَّل من أخذه ومتى ولماذا.
screen-original-take = احفظ الأصل
screen-act-store-created = أُنشئ المخزن
screen-act-accession-opened = بدأ الاستلام
screen-act-item-received = استُلمت وحُسبت بصمتها وخُتمت
screen-act-hash-list-checked = قورنت بقائمة البصمات المرفقة
screen-act-accession-closed = انتهى الاستلام
screen-act-extracted = قُرئت
screen-act-retry-ordered = طُلبت قراءتها من جديد
screen-act-list-mapped = اعتُمد قائمة أشخاص
screen-act-stamped = خُتم السجل زمنيًا
screen-act-cosigned = وُقّع السجل توقيعًا مشتركًا
screen-act-proof-issued = صدر إثبات
screen-act-erased = مُحي مضمون أحد الأعمال
screen-act-erased-body = مُحي، ولم يبقَ إلا موضعه في السجل
screen-act-store-verified = جرى التحقق من المخزن
screen-detail-medium = الوسيط
screen-detail-source = المصدر
screen-detail-path = المسار
screen-detail-size = الحجم
screen-detail-size-bytes = البايتات
screen-detail-state = الحالة
screen-detail-reason = السبب
screen-detail-version = إصدار القارئ
screen-detail-accession = الدفعة
screen-detail-sha256 = SHA-256
screen-detail-kind = النوع
screen-detail-pages = الصفحات
screen-detail-media-type = النوع
screen-detail-problem = مشكلة
screen-detail-tree-size = الأعمال في السجل
screen-detail-witness = الشاهد
screen-detail-container = الحاوية
screen-detail-members = المحتويات
screen-detail-derivative = المشتق
screen-detail-md5 = MD5
screen-detail-received-from = استُلمت من

## Metadata

screen-meta-title = العنوان
screen-meta-author = المؤلف
screen-meta-subject = الموضوع
screen-meta-from = من
screen-meta-to = إلى
screen-meta-created = أُنشئ
screen-meta-modified = عُدّل
screen-meta-producer = أُنتج بواسطة
screen-meta-gps = الموقع (GPS)
screen-meta-date = التاريخ
screen-meta-language = اللغة
screen-meta-exif-make = صانع الكاميرا
screen-meta-exif-model = طراز الكاميرا
screen-meta-exif-datetime-original = تاريخ الالتقاط
screen-modified = آخر تعديل على الوسيط
screen-link-target = الرابط يشير إلى
screen-path = المسار
screen-on-medium = على الوسيط
screen-size = الحجم
screen-bytes = { $n } بايت
screen-container = موجودة داخل
screen-warnings = ما يجب معرفته عن القراءة
screen-tools = قُرئت بواسطة
screen-number = الرقم
screen-title = العنوان
screen-state = الحالة
screen-kind = النوع
screen-reason = السبب

## Intake

screen-intake-line = كل دفعة مجموعة مواد استُلمت معًا. ما لا يحق لك رؤيته لا يظهر هنا.
screen-intake-empty = لا شيء للعرض
screen-intake-empty-line = لم يُستلم شيء بعد، أو لا صلاحية لديك. يستلم أمين الحفظ المواد من سطر الأوامر:
screen-accession = الدفعة
screen-source = المصدر
screen-received-at = الاستلام
screen-received-from = استُلمت من
screen-witness = الشاهد
screen-medium = الوسيط
screen-opened = بدء الاستلام
screen-closed = انتهاء الاستلام
screen-by = بواسطة
screen-entries = المداخل
screen-members = محتويات الحاويات
screen-objects = محتويات مختلفة
screen-received-whole = استُلمت كاملة
screen-receiving-stopped = لم ينته الاستلام
screen-problems =
    { $n ->
         [zero] بلا مشكلات
         [one] مشكلة واحدة
         [two] مشكلتان
         [few] { $n } مشكلات
         [many] { $n } مشكلة
        *[other] { $n } مشكلة
    }
screen-problems-title = ما تعذّر استلامه
screen-no-problems = استُلم كل ما على الوسيط.
screen-hash-lists = قوائم بصمات الوسيط
screen-no-hash-lists = لم ترد قائمة بصمات مع الوسيط.
screen-hash-list = قائمة البصمات
screen-agreed = متطابقة
screen-differing = مختلفة
screen-missing = مذكورة ومفقودة
screen-unlisted = وصلت ولم تُذكر
screen-unreadable-lines = أسطر غير مفهومة
screen-show-items = اعرض المواد
screen-receipt = إيصال الاستلام
screen-receipt-of = إيصال استلام { $accession }
screen-print = اطبع
screen-log = السجل
screen-store = المخزن
screen-acts = الأعمال
screen-root = جذر الشجرة
screen-key-of-log = مفتاح السجل
screen-checkpoint = نقطة تحقق موقّعة
screen-checkpoint-line = احفظ هذا النص خارج المخزن: به يُكشف أي تغيير لاحق للسجل.
screen-sign-custodian = أمين الحفظ: الاسم والتاريخ والتوقيع
screen-sign-other = سلّمها: الاسم والتاريخ والتوقيع

## Processing

screen-count-items =
    { $n ->
         [zero] لا مواد
         [one] مادة واحدة
         [two] مادتان
         [few] { $n } مواد
         [many] { $n } مادة
        *[other] { $n } مادة
    }
screen-reconciled = المجاميع متطابقة
screen-not-reconciled = المجاميع غير متطابقة
screen-sum-received = مستلمة
screen-sum-members = وُجدت في حاويات
screen-states = كيف انتهت القراءة
screen-share = النسبة
screen-pages-indexed =
    { $n ->
         [zero] لا صفحات قابلة للبحث
         [one] صفحة واحدة قابلة للبحث
         [two] صفحتان قابلتان للبحث
         [few] { $n } صفحات قابلة للبحث
         [many] { $n } صفحة قابلة للبحث
        *[other] { $n } صفحة قابلة للبحث
    }
screen-declared = الحاويات تعلن { $declared } من المحتويات، وُجد منها { $found }
screen-reasons = الأسباب
screen-no-reasons = قُرئ كل شيء بلا ملاحظات.
screen-types = الأنواع بحسب المحتوى
screen-any = الكل
screen-folder = المجلد
screen-show = اعرض
screen-waiting-line = هذه المواد لم تُقرأ بعد. يطلب أمين الحفظ قراءتها بالأمر:
screen-nothing-here = لا شيء هنا
screen-nothing-here-line = لا مادة متاحة لك تطابق هذه المرشّحات.

## Consultations and people

screen-consultations-line = من اطّلع على ماذا ومتى ولماذا، الأحدث أولًا. لهذا السجل دفتره المستقل ولا يُغيَّر خفية.
screen-act = العمل
screen-when = متى
screen-who = من
screen-what = ماذا
screen-object = بشأن
screen-outcome = النتيجة
screen-action-sign-in = تسجيل دخول
screen-action-sign-out = تسجيل خروج
screen-action-take-in = استلام مواد
screen-action-process = طلب قراءة مواد
screen-action-read-evidence = اطلاع على الأدلة
screen-action-search = بحث
screen-action-batch-search = بحث بقائمة
screen-action-reveal-image = كشف صورة
screen-action-take-out-original = إخراج أصل
screen-action-prove = إثبات وتحقق
screen-action-erase = محو
screen-action-manage-users = إدارة الحسابات
screen-action-read-consultations = اطلاع على هذا السجل
screen-action-see-status = الاطلاع على الحالة
screen-outcome-permitted = مسموح
screen-outcome-account-closed = مرفوض: الحساب مغلق
screen-outcome-role-does-not-permit = مرفوض: الدور لا يسمح
screen-outcome-roles-exclude-each-other = مرفوض: أدوار متعارضة
screen-outcome-no-grant = مرفوض: لا صلاحية
screen-outcome-could-not-decide = مرفوض: تعذّر البتّ
screen-outcome-wrong-name-or-password = مرفوض: اسم أو كلمة مرور خاطئة
screen-people-line = الحسابات بأدوارها وصلاحياتها. تُعدَّل من سطر الأوامر، وكل تعديل عمل مقيّد في السجل.
screen-roles = الأدوار
screen-grants = يحق له الاطلاع على
screen-account-state = الحساب
screen-account-open = مفتوح
screen-account-closed = مغلق
screen-account-no-password = سطر الأوامر فقط

## Keys

screen-keys = اختصارات لوحة المفاتيح
screen-key = المفتاح
screen-key-does = ما يفعله
screen-key-search = حقل البحث
screen-key-items = التالي / السابق
screen-key-open = فتح
screen-key-beside = فتح في نافذة أخرى
screen-key-hits = الموضع التالي / السابق
screen-key-pages = الصفحة السابقة / التالية
screen-key-boxes = إطارات الكلمات
screen-key-cover = حجب كل الصور
screen-key-go = الذهاب إلى البحث / الاستلام / المعالجة
screen-key-all = كل الاختصارات
screen-keys-on = اختصارات المفتاح الواحد مفعّلة
screen-keys-note = لا تعمل والمؤشر في حقل كتابة. مفتاح Esc يعمل دائمًا.

## When something is refused

screen-fault-not-available = غير متاح
screen-fault-not-allowed = غير مسموح
screen-fault-input = لا يمكن استخدام هذا
screen-fault-busy = مشغول
screen-fault-covered = صورة محجوبة
screen-fault-machine = لم ينجح هذا
screen-fault-unknown-remedy = سجّل رقم الطلب واسأل مدير النظام.
screen-try-again = أعد المحاولة
screen-to-start = إلى البداية
screen-request-id = الطلب { $id }.
screen-nothing-lost = لم يُفقد شيء.

## Account of reading

screen-report = حساب القراءة
screen-report-all = كل الدفعات
screen-report-parts = أقسام الحساب
screen-report-moving = القراءة جارية أثناء العدّ: الأرقام ليست للحظة واحدة. افتح الصفحة مرة أخرى.
screen-report-not-reconciled = المجاميع لا تتطابق. لا يجوز القول إن شيئًا هنا قد عولج حتى يُعرف السبب.
screen-report-nothing = لا توجد مادة يحق لك رؤيتها.
screen-report-needs = ما يحتاج إلى إنسان
screen-report-no-needs = لا شيء ينتظر إنسانًا.
screen-report-next = الخطوة التالية
screen-report-optical = القراءة الضوئية
screen-report-what = ماذا
screen-report-optical-all = قُرئ ضوئيًا
screen-report-band = ثقة من { $from } إلى { $until } ٪
screen-report-doubted = طبقة نص مشكوك فيها؛ وحيث استُبدلت حُفظت القراءتان
screen-report-poor = نص رديء القراءة
screen-report-optical-waiting = في انتظار القراءة الضوئية
screen-optical-waiting = صفحات تنتظر القراءة الضوئية: { $pages }، في مواد عددها: { $items }
screen-quality-good = جيدة
screen-quality-doubtful = مشكوك فيها
screen-quality-poor = رديئة
screen-quality-not-read = غير مقروءة
screen-report-mean = متوسط الثقة لكل الصفحات المقروءة ضوئيًا: { $percent } ٪
screen-report-containers = الحاويات ومحتوياتها
screen-report-declared = المعلن
screen-report-found = الموجود
screen-report-accessions = بحسب الدفعة
screen-report-no-type = بلا نوع بعد أو بلا محتوى
screen-report-folders = بحسب المجلد
screen-report-folders-note = تُحسب محتويات الحاويات في المجلد الذي وُجدت فيه الحاوية.
screen-report-in-folder = في { $folder }
screen-report-directly = في هذا المجلد مباشرة
screen-report-up = المجلد الأعلى
screen-report-years = بحسب السنة
screen-report-years-note = السنة التي تذكرها الوثيقة نفسها؛ فإن لم تذكر سنة فسنة تاريخ الملف.
screen-report-year-from = الوثيقة { $document } · تاريخ الملف { $file }
screen-report-no-year = لا سنة مذكورة
screen-report-warnings = تنبيهات
screen-report-warning = تنبيه
screen-report-no-warnings = لا تنبيهات.
screen-filter-under = في { $folder } وما تحته
screen-filter-place = في { $folder } مباشرة
screen-filter-root = في جذر الوسيط مباشرة
screen-filter-differ = حاويات محتوياتها أكثر أو أقل مما تعلنه
screen-step-ask-password = اطلب كلمة المرور أو المفتاح من المصدر؛ افتح نسخة في الخارج وأدخلها.
screen-step-install-program = ثبّت البرنامج `{ $value }` ثم شغّل `isnad process retry --outdated`.
screen-step-install-language = ثبّت لغة tesseract `{ $value }` ثم شغّل `isnad process retry --outdated`.
screen-step-go-on-reading = صفحاتها تنتظر القراءة الضوئية: شغّل `isnad process run` مجددًا بوقت أطول أو دون --ocr-budget.
screen-step-raise-limit = اطلب قراءتها مجددًا (`isnad process retry`) وشغّل بحدّ أعلى: `isnad process run --limit { $value }=…`.
screen-step-give-memory = اطلب قراءتها مجددًا بعدد أقل من القراء (`--workers 1`) أو على جهاز ذي ذاكرة أكبر.
screen-step-receive-anew = تعذّر أخذ محتواها من الوسيط: جرّب الوسيط مرة أخرى وأعد الاستلام.
screen-step-look-at-medium = ليست ملفًا: انظر إلى الوسيط نفسه.
screen-step-ask-better-copy = اطلب من المصدر نسخة أفضل.
screen-step-later-version = قد تقرأ نسخة أحدث هذا النوع؛ وإلى ذلك الحين افتحها في مكان آخر.
screen-step-compare-members = افتح نسخة في الخارج وقارن محتوياتها بما وُجد.
screen-step-look-at-original = انظر إلى الأصل: السبب يذكر ما لم يُقرأ.
screen-step-look-at-scan = انظر إلى الصورة الممسوحة: قُرئت صفحة بثقة ضعيفة.
screen-step-check-text = قارن النص بالصفحة: فهو رديء القراءة.
screen-report-processed = تمت المعالجة: انتهت كل المواد إلى حالة، وعددها { $n }، وكل المجاميع متطابقة.
screen-report-waiting = مواد ما زالت تنتظر القراءة: { $n }؛ والمجاميع متطابقة حتى الآن:
screen-report-named = أوائل المواد مع أسبابها: { $n }
screen-report-stating = حاويات تعلن محتوياتها: { $n }
screen-report-differing = حاويات مختلفة: { $n }
screen-report-more-reasons = أسباب أخرى: { $n }
screen-report-more-lines = أسطر أخرى غير معروضة هنا: { $n }، فيها من المواد { $items }؛ وهي في `isnad process report --csv`.
