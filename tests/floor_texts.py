"""Sentences written for the tests of this project: they train nothing and come from no corpus."""

SENTENCES = {
    "fr": (
        "L’épicière a noté sur l’ardoise que les pêches mûres partiraient à moitié prix avant midi.",
        "Où étiez-vous passés ? Le dîner refroidit et grand-père a déjà goûté la crème brûlée.",
    ),
    "de": (
        "Der Bäcker räumt die übrigen Brötchen heimlich für die Spatzen vor die Tür.",
        "Größere Pfützen störten das Mädchen nicht; es hüpfte fröhlich über die Straße.",
    ),
    "es": (
        "El cigüeñal se rompió mañana y tarde, según contó el mecánico con mucha guasa.",
        "¿Quién escondió el paraguas del señor Muñoz detrás del sillón?",
    ),
    "pt": (
        "A avó não achou graça nenhuma quando o papagaio começou a imitar o ladrão.",
        "Amanhã às três haverá pão quente, café e uma canção à janela.",
    ),
    "it": (
        "Perché la città è così silenziosa? Il tram più vecchio non passerà mai più di lunedì.",
        "«Finirò il caffè», promise lei, «e poi verrò a vedere la novità».",
    ),
    "en": (
        "“Don’t wait up,” she wrote — the naïve façade of the café fooled no one…",
        "Tickets cost £12 or €14; it’s 20 °C outside and the piñata is still whole.",
    ),
    "sv": (
        "Två älgar åt upp våra äppelträd medan vi sov på övervåningen.",
        "Kan någon förklara varför båten är målad grön på insidan?",
    ),
    "pl": (
        "Żółty wąż prześlizgnął się pod płotem i zniknął w gęstej trawie.",
        "Czy ktoś mógłby wyłączyć światło, zanim spadnie następna gwiazda?",
    ),
    "cs": (
        "Příští čtvrtek přijede strýc s obrovským košíkem třešní a zlobivým štěnětem.",
        "Náš soused ještě věří, že kůň umí počítat do šesti.",
    ),
    "hu": (
        "Az őszi esőben a kölyökkutya fülig sárosan, boldogan futott elém.",
        "Kérek két tűzpiros bögrét és egy kevésbé törékeny üvegkancsót.",
    ),
    "ro": (
        "Bunica a pus gutuile pe pervaz și toată casa mirosea a toamnă târzie.",
        "Știi cumva cine a împrumutat scara și n-a mai adus-o înapoi?",
    ),
    "hr": (
        "Šumar je noću čuo žabe, a ujutro je našao čizmu punu vode.",
        "Možeš li reći djeci da će kiša uskoro prestati i da uđu u kuću?",
    ),
    "tr": (
        "Komşunun kedisi yağmurdan kaçıp şöminenin önünde uyuyakalmış.",
        "Çocuklar gölün kıyısında büyük bir kâğıt gemi yüzdürdüler.",
    ),
    "lt": (
        "Šį rytą ežiukas išėjo į kiemą ir rado mūsų pamestą žibintuvėlį.",
        "Ąžuolo šešėlyje vaikai dėlioja giles ir tyliai čiauška.",
    ),
    "vi": (
        "Con mèo nhỏ ngủ quên trên chiếc ghế gỗ cạnh cửa sổ mở.",
        "Ngày mai trời sẽ mưa, nhớ mang theo ô và đôi ủng màu vàng nhé.",
    ),
    "ru": (
        "Старый почтальон забыл очки и весь день разносил письма наугад.",
        "Кто оставил на подоконнике банку с вареньем и деревянную ложку?",
    ),
    "uk": (
        "Їжак поцупив яблуко й сховав його під ґанком до зими.",
        "Чому п’ятий вагон завжди приходить порожній, ніхто не знає.",
    ),
    "bg": (
        "Щъркелът се върна рано и завари гнездото си пълно със сняг.",
        "Дядо ремонтира часовника, но стрелките пак вървят назад.",
    ),
    "el": (
        "Ο ψαράς γύρισε αργά με ένα καλάθι γεμάτο αστερίες και κανένα ψάρι.",
        "Ποιος άφησε ανοιχτό το παράθυρο όταν άρχισε η μπόρα;",
    ),
    "he": (
        "הסבתא סרגה צעיף ארוך כל כך שהוא הספיק לכל המשפחה.",
        "מי השאיר את האופניים הכחולים בגשם ליד התחנה?",
    ),
    "ar": (
        "نسي الخباز مفتاح الدكان فوق الرف فانتظر الجيران حتى الظهر.",
        "هل رأيت القطة الصغيرة التي تنام كل مساء تحت شجرة الليمون؟",
    ),
    "hi": ("बारिश रुकते ही बच्चे कागज़ की नावें लेकर गली में निकल आए।",),
    "ja": ("祖母の庭で拾った栗を、犬が一つ残らず隠してしまった。",),
    "zh_CN": ("外婆把晒干的橘子皮装进旧茶罐，说冬天会用得上。",),
    "ko": ("할머니는 눈이 오기 전에 감을 모두 따서 처마 밑에 매달았다.",),
}

# Right as they are, for all that parts of them look like bytes of UTF-8.
SOUND = (
    "NÃO É PERMITIDO FUMAR NA RECEPÇÃO",
    "ÅÄÖ och åäö är svenska bokstäver",
    "Il prezzo è 5 € (non 6 €): «così» disse",
    "x² × y² ≤ 4π·10⁻³ ± 0,5 °C",
    "┌──────┬──────┐\n│ Größe │ Länge │\n└──────┴──────┘",
    "(╯°□°)╯︵ ┻━┻ ¯\\_(ツ)_/¯",
    "/ˈnɛʃənəl/, [ˈɔʁ.dʒə]",
    "Nestlé® und Müller™ – © 2021",
    "Ðuro, Þór og Æsa",
    "🎉🎉 Gewonnen!!! 👍🏽",
)
