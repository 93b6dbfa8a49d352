//! The words for taking along: export, citation, print, embedding, reports.
//!
//! In one place for all languages, so that the three can be read side by side.

/// The words in one language.
pub struct Take {
    pub title: fn(usize) -> String,
    pub all: &'static str,
    /// Name and purpose of each file, in the order of `take::Format::ALL`.
    pub formats: [(&'static str, &'static str); 8],
    pub print: (&'static str, &'static str),
    pub too_many: fn(usize) -> String,
    pub embed: (&'static str, &'static str),
    pub making: fn(usize, usize) -> String,
    pub stop: &'static str,
    pub made: fn(&str, usize, &str) -> String,
    pub save: &'static str,
    pub failed: &'static str,
    pub no_event: &'static str,
    pub left_out: fn(usize) -> String,
    pub facts: fn(usize) -> String,
    pub undated: &'static str,
    pub no_day: &'static str,
    pub withdrawn: &'static str,
    pub citation: &'static str,
    /// In a citation: which version, and where and when it was seen.
    pub version_of: fn(&str) -> String,
    pub seen: fn(&str, &str) -> String,
    pub bibtex: &'static str,
    pub digest: &'static str,
    pub digesting: &'static str,
    pub copy: fn(&str) -> String,
    pub copied: &'static str,
    pub by_hand: &'static str,
    pub changed: &'static str,
    pub calendar: &'static str,
    pub mistake: fn(&str) -> String,
    pub whole: &'static str,
    pub sources: &'static str,
    pub version: fn(&str) -> String,
}

/// English.
pub static TAKE_EN: Take = Take {
    title: |n| format!("Take {} {} along", grouped(n, ","), if n == 1 { "record" } else { "records" }),
    all: "All that the filters show, not only what is drawn so far.",
    formats: [
        (
            "CSV",
            "A table for spreadsheets: a row a record. What looks like a formula has an apostrophe before it and stays text.",
        ),
        ("Table Schema", "What each column of that table means (Frictionless, JSON)."),
        ("JSON", "The records as a dataset of their own, with just the sources, people and organisations they use."),
        ("Calendar", "The meetings whose day is known (ICS)."),
        ("BibTeX", "The sources for a bibliography, each once."),
        ("References", "The same as plain text."),
        (
            "Counts",
            "How many of these records each organisation, person, topic, place, country, language and source has (CSV).",
        ),
        (
            "Dossier",
            "One file to read, with every record and its evidence; it opens from a disk, without a network (HTML).",
        ),
    ],
    print: ("Print", "A document with the sources as numbered notes."),
    too_many: |most| {
        format!("That is for up to {} records. Print the dossier, or narrow the selection.", grouped(most, ","))
    },
    embed: ("Embed", "This view in another page: paste these lines there."),
    making: |done, all| format!("{} of {} records", grouped(done, ","), grouped(all, ",")),
    stop: "Stop",
    made: |file, n, size| format!("{file}: {} {}, {size}.", grouped(n, ","), if n == 1 { "record" } else { "records" }),
    save: "Save it again",
    failed: "This browser did not let the page make the file. Try a smaller selection.",
    no_event: "There is no calendar, because no meeting here has a day that is known.",
    left_out: |n| {
        format!(
            "{} left out, and listed in the file:",
            if n == 1 { "1 meeting".to_owned() } else { format!("{} meetings", grouped(n, ",")) }
        )
    },
    facts: |n| {
        format!(
            "{} no meetings and not in it.",
            if n == 1 { "1 fact is".to_owned() } else { format!("{} facts are", grouped(n, ",")) }
        )
    },
    undated: "undated",
    no_day: "the day is not known for certain",
    withdrawn: "withdrawn by the publisher",
    citation: "Citation",
    version_of: |day| format!("Version of {day}"),
    seen: |link, day| format!("{link} (seen on {day})"),
    bibtex: "BibTeX, with the sources",
    digest: "The digest says which bytes these data are. The link carries its beginning, and says so if the data have changed since.",
    digesting: "Working out the digest of the data",
    copy: |what| format!("Copy {what}"),
    copied: "Copied.",
    by_hand: "This browser does not let the page copy. The text is selected: copy it by hand.",
    changed: "This link was made from another version of the data. What it shows may have changed since.",
    calendar: "Add to calendar",
    mistake: |id| format!("A mistake in record {id}"),
    whole: "Open the whole page",
    sources: "Sources",
    version: |day| format!("version of {day}"),
};

/// Digits in groups of three.
fn grouped(n: usize, between: &str) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out += between;
        }
        out.push(digit);
    }
    out
}

/// Russian.
pub static TAKE_RU: Take = Take {
    title: |n| format!("Взять с собой: {}", russian_records(n)),
    all: "Всё, что показывают фильтры, а не только то, что уже выведено.",
    formats: [
        ("CSV", "Таблица: строка на запись. Перед тем, что похоже на формулу, стоит апостроф, и оно остаётся текстом."),
        ("Схема таблицы", "Что означает каждый столбец (Frictionless, JSON)."),
        (
            "JSON",
            "Записи как отдельный набор данных, только с теми источниками, людьми и организациями, на которые они ссылаются.",
        ),
        ("Календарь", "Встречи, день которых известен (ICS)."),
        ("BibTeX", "Источники для списка литературы, каждый один раз."),
        ("Список источников", "То же простым текстом."),
        (
            "Подсчёты",
            "Сколько из этих записей приходится на каждую организацию, персону, тему, место, страну, язык и источник (CSV).",
        ),
        ("Досье", "Один файл для чтения со всеми записями и их источниками; открывается с диска, без сети (HTML)."),
    ],
    print: ("Печать", "Документ с источниками в виде нумерованных сносок."),
    too_many: |most| format!("Не более {} записей. Напечатайте досье или сузьте выборку.", grouped(most, "\u{a0}")),
    embed: ("Встроить", "Этот вид на другой странице: вставьте туда эти строки."),
    making: |done, all| format!("{} из {}", grouped(done, "\u{a0}"), russian_records(all)),
    stop: "Остановить",
    made: |file, n, size| format!("{file}: {}, {size}.", russian_records(n)),
    save: "Сохранить ещё раз",
    failed: "Браузер не дал странице создать файл. Попробуйте меньшую выборку.",
    no_event: "Календаря нет: ни у одной встречи здесь не известен день.",
    left_out: |n| format!("Не вошли и перечислены в файле встречи: {}.", grouped(n, "\u{a0}")),
    facts: |n| format!("Факты — не встречи и в календарь не входят: {}.", grouped(n, "\u{a0}")),
    undated: "без даты",
    no_day: "день точно не известен",
    withdrawn: "запись отозвана издателем",
    citation: "Ссылка для цитирования",
    version_of: |day| format!("Версия от {day}"),
    seen: |link, day| format!("{link} (дата обращения: {day})"),
    bibtex: "BibTeX с источниками",
    digest: "Хеш-сумма говорит, какие именно это данные. Ссылка содержит её начало и сообщит, если данные с тех пор изменились.",
    digesting: "Вычисляется хеш-сумма данных",
    copy: |what| format!("Скопировать: {what}"),
    copied: "Скопировано.",
    by_hand: "Браузер не даёт странице копировать. Текст выделен: скопируйте его сами.",
    changed: "Эта ссылка сделана по другой версии данных. То, что она показывает, могло с тех пор измениться.",
    calendar: "В календарь",
    mistake: |id| format!("Ошибка в записи {id}"),
    whole: "Открыть всю страницу",
    sources: "Источники",
    version: |day| format!("версия от {day}"),
};

fn russian_records(n: usize) -> String {
    let word = match (n % 10, n % 100) {
        (1, last) if last != 11 => "запись",
        (2..=4, last) if !(12..=14).contains(&last) => "записи",
        _ => "записей",
    };
    format!("{} {word}", grouped(n, "\u{a0}"))
}

/// Chinese.
pub static TAKE_ZH: Take = Take {
    title: |n| format!("导出 {} 条记录", grouped(n, ",")),
    all: "包含筛选结果的全部记录，而不只是页面上已显示的部分。",
    formats: [
        ("CSV", "供电子表格使用：每条记录一行。看起来像公式的内容前加撇号，保持为文本。"),
        ("表结构", "说明该表各列的含义（Frictionless，JSON）。"),
        ("JSON", "以独立数据集的形式导出记录，仅含其所引用的来源、人物和组织。"),
        ("日历", "日期确知的会晤（ICS）。"),
        ("BibTeX", "供文献目录使用的来源，每个一次。"),
        ("参考文献", "同上，纯文本。"),
        ("统计", "这些记录中每个组织、人物、主题、地点、国家、语言和来源各有多少条（CSV）。"),
        ("资料汇编", "一个可阅读的文件，含全部记录及其依据；可从磁盘打开，无需网络（HTML）。"),
    ],
    print: ("打印", "来源以编号注释列出的文档。"),
    too_many: |most| format!("最多 {} 条记录。请打印资料汇编，或缩小范围。", grouped(most, ",")),
    embed: ("嵌入", "在其他网页中显示此视图：将以下代码粘贴到那里。"),
    making: |done, all| format!("{} / {} 条记录", grouped(done, ","), grouped(all, ",")),
    stop: "停止",
    made: |file, n, size| format!("{file}：{} 条记录，{size}。", grouped(n, ",")),
    save: "再次保存",
    failed: "浏览器不允许页面生成该文件。请缩小范围后重试。",
    no_event: "没有生成日历，因为这里没有日期确知的会晤。",
    left_out: |n| format!("未列入日历的会晤：{} 次，文件中已列出：", grouped(n, ",")),
    facts: |n| format!("{} 条事实不是会晤，未列入。", grouped(n, ",")),
    undated: "无日期",
    no_day: "日期不确定",
    withdrawn: "已被发布者撤回",
    citation: "引用",
    version_of: |day| format!("{day}版"),
    seen: |link, day| format!("{link} （查阅于 {day}）"),
    bibtex: "BibTeX（含来源）",
    digest: "摘要值表明这是哪一份数据。链接中含其开头部分，如数据此后有变，页面会予以说明。",
    digesting: "正在计算数据的摘要值",
    copy: |what| format!("复制{what}"),
    copied: "已复制。",
    by_hand: "浏览器不允许页面复制。文本已选中，请手动复制。",
    changed: "此链接是根据另一版本的数据生成的，所示内容此后可能已有变化。",
    calendar: "添加到日历",
    mistake: |id| format!("记录 {id} 有误"),
    whole: "打开完整页面",
    sources: "来源",
    version: |day| format!("{day}版"),
};
