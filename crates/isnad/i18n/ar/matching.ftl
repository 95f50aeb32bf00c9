# نصوص مراجعة الاقتران والأشخاص. الاقتران خيط: لا شيء هنا يقول إن شخصين هما واحد.

screen-matches = مراجعة الاقتران
screen-persons = الأشخاص
screen-person = شخص

## What people think, and where a lead stands

screen-opinion-same = الشخص نفسه
screen-opinion-cannot-tell = لا يمكن الجزم
screen-opinion-different = شخصان مختلفان
screen-standing-undecided = خيط لم يُبتّ فيه
screen-standing-needs-second = خيط يحتاج إلى شخص ثانٍ
screen-standing-disagreement = خيط يحتاج إلى شخص ثالث
screen-standing-linked = ربطهما شخصان
screen-standing-apart = فصل بينهما شخصان
screen-standing-left-open = بقي مفتوحاً
screen-basis-parents-names = اسما الوالدين
screen-basis-other-names = أسماء أخرى
screen-basis-dates = التواريخ
screen-basis-place = المكان
screen-basis-number = رقم
screen-basis-row-read = قراءة السطر في مصدره
screen-basis-photo = صورة
screen-basis-other-document = وثيقة أخرى

## The queue

screen-queue-todo = بانتظاري
screen-queue-undecided = لم يُبتّ فيه
screen-queue-needs-second = يحتاج إلى شخص ثانٍ
screen-queue-disagreement = خلاف
screen-queue-mine = قرأتُه
screen-queue-decided = مبتوت فيه
screen-queue-all = الكل
screen-match-lead-note = الاقتران خيط يتحقق منه الناس، وليس نتيجة. وهو لا يغيّر أي صفة.
screen-match-resume = تابع من حيث توقفت:
screen-match-name-part = جزء من الاسم، بأي من الخطّين
screen-match-place = أي الخيوط
screen-match-lists = بين هاتين القائمتين
screen-match-weight-read = الوزن (للخيوط التي قرأتَها)
screen-match-conflict-only = حقل يعارض بقوة
screen-match-band = من { $from } إلى { $below }
screen-match-band-below = أقل من { $below }
screen-match-band-from = { $from } فأكثر
screen-match-count =
    { $n ->
         [zero] لا خيوط
         [one] خيط واحد
         [two] خيطان
         [few] { $n } خيوط
         [many] { $n } خيطاً
        *[other] { $n } خيط
    }
screen-match-waiting =
    { $n ->
         [zero] لا خيط بانتظارك
         [one] خيط واحد بانتظارك
         [two] خيطان بانتظارك
         [few] { $n } خيوط بانتظارك
         [many] { $n } خيطاً بانتظارك
        *[other] { $n } خيط بانتظارك
    }
screen-match-none = لا خيط بانتظارك. تأتي الخيوط من مقارنة قائمتين.
screen-match-none-filtered = لا خيط يوافق. أزل مرشّحاً أو ابحث عن جزء أقصر من الاسم.
screen-match-lead = الخيط
screen-match-one = سجل
screen-match-other = السجل الآخر
screen-match-you-read = قرأتَه
screen-match-you-decided = قرّرتَ فيه
screen-match-order-note = الترتيب لا يقول شيئاً عن الأوزان: كل خيط يُقرأ قبل أن تُكشف أوزانه.

## One lead

screen-match-question = هل يصف هذان السجلان الشخص نفسه؟
screen-match-proposed = اقتُرح في
screen-match-place-of = { $k } من { $n } في قائمتك
screen-match-weights-shown = الأوزان مكشوفة
screen-match-weights-hidden = الأوزان محجوبة
screen-match-records = السجلان
screen-match-your-part = دورك
screen-match-note-blind = اقرأ السجلين أولاً. ما يقوله النموذج يأتي بعد قراءتك الأولى، ولا تأتي قراءة أحد ولا قراره قبل قرارك.
screen-match-note-uncovered = قدّمتَ قراءة أولى قبل كشف الأوزان. تُحفظ القراءة والقرار ويمكن مقارنتهما لاحقاً.
screen-match-note-waiting = سُجّل قرارك. وهو لا يربط شيئاً حتى يقرر شخص آخر دون أن يراه.
screen-match-note-settled = انتهى الناس من هذا الخيط. كل القراءات والقرارات محفوظة.
screen-match-caption = سجلان يُقارنان حقلاً حقلاً
screen-match-comparison = المقارنة
screen-match-weight = الوزن
screen-match-open-row = افتح السطر
screen-match-open-source = افتح المصدر
screen-match-row-as-written = السطر كما كُتب
screen-match-row-gone = لم يعد هذا السطر سجلاً في القائمة كما تُقرأ الآن.
screen-match-one-in = 1 من كل { $n }
screen-match-waterfall = رسم متدرج من { $prior } قبل المقارنة إلى { $total } في المجموع؛ وكل القيم في الجدول أدناه
screen-match-where-from = من أين يأتي الوزن
screen-match-log2 = لوغاريتم الدليل للأساس 2
screen-match-reads-as = يُقرأ: { $odds }، إن صحّت افتراضات النموذج. الأعمدة المخططة تعارض. والأسماء الشائعة تضيف أقل.
screen-match-as-table = القيم نفسها في جدول
screen-match-field = الحقل
screen-match-so-far = حتى هنا
screen-match-model-changed = تغيّر النموذج منذ الاقتراح. وقالت النماذج السابقة:
screen-match-in-words = بالكلمات
screen-match-who-else = من عسى أن يكون غيره
screen-match-who-else-none = لا يسمّي النموذج تفسيراً آخر. وقد يوجد.

## Reading and deciding

screen-match-first-reading = قراءتك الأولى
screen-match-first-reading-line = ماذا يقول لك السجلان؟ يُحفظ جوابك كما هو.
screen-match-same-question = الشخص نفسه؟
screen-match-cannot-tell-note = يُبقي السجلين كما هما
screen-match-keep-reading = احفظ القراءة واكشف الأوزان
screen-match-skip = تخطَّ
screen-match-two-people = شخصان يقرران
screen-match-two-people-line = يقرر شخصان، كلٌّ منهما دون أن يرى رأي الآخر. فإن اختلفا قرر ثالث.
screen-match-your-decision = قرارك
screen-match-based-on = بناءً على
screen-match-reason = السبب
screen-match-required = مطلوب
screen-match-against = ما يعارض
screen-match-against-open = قائم
screen-match-against-none = لا حقل يعارض. وما لا يذكره السطران لا يمكنهما أن ينفياه.
screen-match-against-kept = يبقى ملحقاً بالرابط ويُكشف معه.
screen-match-against-more = ما الذي يعارض أيضاً
screen-match-record = سجّل القرار
screen-match-own-reading = { $name }، القراءة الأولى «{ $opinion }» قبل كشف الأوزان
screen-match-reading-of = { $name }: «{ $opinion }» قبل كشف الأوزان
screen-match-another = مراجع آخر؛ لن يرى هذا القرار قبل قراره
screen-match-earlier = قراراتك السابقة
screen-match-if-agree = إن اتفقا
screen-match-if-agree-line = يُربط السجلان ويمكن فكّهما في أي وقت. لا يُبلَّغ أحد. ولا تتغير صفة في أي قضية.
screen-match-erased = مُحيت كلمات هذا القرار.
screen-match-withdrawn = مسحوب
screen-match-you-decided-first = قرّرتَ أنت أولاً
screen-match-needs-second = يحتاج هذا إلى شخص ثانٍ. ولا يمكنك أن تكون الثاني.
screen-match-needs-third = قرّر الشخص الآخر غير ذلك. يحتاج هذا إلى شخص ثالث.
screen-match-next = الخيط التالي
screen-match-back-to-queue = عودة إلى القائمة
screen-match-undo = سحب قراري
screen-match-undo-line = يبقى في السجل مع سببك. ولك أن تقرر من جديد.
screen-match-undo-do = اسحب
screen-match-decided = مبتوت فيه
screen-match-person = افتح صفحة الشخص
screen-match-no-role = صفة هذا الشخص مجهولة. والربط لا يغيّر ذلك.
screen-match-first-readings = القراءات الأولى
screen-match-open-again = إعادة الفتح
screen-match-open-again-line = تُسحب كل القرارات عليه وتبقى في السجل. وينفكّ الربط فوراً؛ وعلى شخصين أن يقررا من جديد.
screen-match-open-again-do = اسحب القرارات
screen-match-rivals = مرشحون آخرون للسجل في { $list }
screen-match-rivals-none = لا أحد في القوائم التي يحق لك قراءتها.
screen-match-rival-unread = الوزن بعد قراءتك
screen-match-sealed-note = لا يُبحث لك في القوائم التي لا يحق لك قراءتها. اسأل حافظها إن احتجت.

## Persons

screen-person-find-note = كل بحث يُسجَّل مع سببه ويراه آخرون.
screen-person-find = ابحث
screen-person-count =
    { $n ->
         [zero] لا أشخاص
         [one] شخص واحد
         [two] شخصان
         [few] { $n } أشخاص
         [many] { $n } شخصاً
        *[other] { $n } شخص
    }
screen-person-none = لا سجل يحق لك قراءته يحمل مثل هذا الاسم.
screen-person-records = السجلات التي تحمل الاسم
screen-person-sources = مجموع السجلات
screen-person-sources-n =
    { $n ->
         [zero] لا سجلات مصدرية
         [one] سجل مصدري واحد
         [two] سجلان مصدريان
         [few] { $n } سجلات مصدرية
         [many] { $n } سجلاً مصدرياً
        *[other] { $n } سجل مصدري
    }
screen-person-reason-line = لم تعمل على خيط لهذا الشخص. قل لماذا تطّلع؛ يُسجَّل السبب ويراه آخرون.
screen-person-open = افتح
screen-person-role-unknown = الصفة: مجهولة
screen-person-note = السجلات جنباً إلى جنب كما كُتبت. لا سطر مدمج: كل قيمة تعود إلى مصدرها.
screen-person-twice = اثنان من هذه السجلات سطران في قائمة واحدة. إما أن القائمة تذكر الشخص مرتين، أو أن السجلين لشخصين.
screen-person-side-by-side = المصادر جنباً إلى جنب
screen-person-differ = مختلفة
screen-person-links = لماذا جُمعت
screen-person-no-links = لا شيء يجمع هذا السجل بغيره.
screen-person-unlink = فكّ هذين
screen-person-unlink-do = فكّ

## Keys and the rest

screen-key-opinion = الشخص نفسه / مختلفان / لا يمكن الجزم
screen-key-skip = تخطَّ
screen-key-sources = المصدر الأول / الثاني
screen-fault-second-person = يلزم شخص آخر
screen-action-propose-leads = اقتراح خيوط
screen-action-review-matches = قراءة خيط
screen-action-search-matches = تصفّح الخيوط
screen-action-find-person = البحث عن شخص
