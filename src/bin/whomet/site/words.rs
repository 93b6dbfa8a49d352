//! The few words of the readable page, in the language of the dataset if it is one that the page speaks.

use whomet::model::Lang;

/// The words.
pub struct Words {
    /// Meetings, facts and organisations, each with how many.
    pub counts: fn(usize, usize, usize) -> String,
    pub updated: &'static str,
    pub latest: fn(usize, usize) -> String,
    pub with: &'static str,
    pub sources: &'static str,
    pub no_source: &'static str,
    pub undated: &'static str,
    pub announced: &'static str,
    pub cancelled: &'static str,
    pub withdrawn: &'static str,
    pub more: fn(usize) -> String,
    pub organisations: &'static str,
    /// How many organisations of how many are listed.
    pub listed: fn(usize, usize) -> String,
    pub data: &'static str,
    /// What lies at the address that follows, if it is a dataset, and if it is a pack.
    pub whole: &'static str,
    pub packed: &'static str,
    pub publisher: &'static str,
    pub licence: &'static str,
    pub report: &'static str,
    pub about: &'static str,
}

/// Those of a language; English if the page does not speak it.
pub fn of(lang: Lang) -> &'static Words {
    match lang.primary() {
        "ru" => &RUSSIAN,
        "zh" => &CHINESE,
        _ => &ENGLISH,
    }
}

fn english(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

static ENGLISH: Words = Words {
    counts: |meetings, facts, organisations| {
        let [meetings, facts] = [english(meetings, "meeting", "meetings"), english(facts, "fact", "facts")];
        format!("{meetings} · {facts} · {}", english(organisations, "organisation", "organisations"))
    },
    updated: "last changed on",
    latest: |some, all| format!("The latest {some} of {}", english(all, "record", "records")),
    with: "With",
    sources: "Sources:",
    no_source: "no source is given",
    undated: "undated",
    announced: "announced",
    cancelled: "cancelled",
    withdrawn: "withdrawn by the publisher",
    more: |n| format!("and {n} more"),
    organisations: "Organisations, by number of records",
    listed: |some, all| format!("{some} of {all} are listed."),
    data: "How to get the data",
    whole: "All records are in one file of JSON, which programs can read:",
    packed: "The records are published in pieces, which this file names:",
    publisher: "Published by",
    licence: "Licence:",
    report: "Report a mistake to",
    about: "about",
};

fn russian(n: usize, one: &str, few: &str, many: &str) -> String {
    let word = match (n % 10, n % 100) {
        (1, last) if last != 11 => one,
        (2..=4, last) if !(12..=14).contains(&last) => few,
        _ => many,
    };
    format!("{n} {word}")
}

static RUSSIAN: Words = Words {
    counts: |meetings, facts, organisations| {
        let meetings = russian(meetings, "встреча", "встречи", "встреч");
        let facts = russian(facts, "факт", "факта", "фактов");
        format!("{meetings} · {facts} · {}", russian(organisations, "организация", "организации", "организаций"))
    },
    updated: "последнее изменение:",
    latest: |some, all| format!("Последние записи: {some} из {all}"),
    with: "Участники:",
    sources: "Источники:",
    no_source: "источник не указан",
    undated: "без даты",
    announced: "объявлена",
    cancelled: "отменена",
    withdrawn: "запись отозвана издателем",
    more: |n| format!("и ещё {n}"),
    organisations: "Организации по числу записей",
    listed: |some, all| format!("Показаны {some} из {all}."),
    data: "Как получить данные",
    whole: "Все записи — в одном файле JSON, который читают программы:",
    packed: "Записи опубликованы по частям, которые перечислены в этом файле:",
    publisher: "Издатель:",
    licence: "Лицензия:",
    report: "Сообщить об ошибке:",
    about: "около",
};

static CHINESE: Words = Words {
    counts: |meetings, facts, organisations| format!("{meetings} 次会晤 · {facts} 条事实 · {organisations} 个组织"),
    updated: "最后更新：",
    latest: |some, all| format!("最新 {some} 条记录（共 {all} 条）"),
    with: "参加者：",
    sources: "来源：",
    no_source: "未注明来源",
    undated: "日期不详",
    announced: "已宣布",
    cancelled: "已取消",
    withdrawn: "已被发布者撤回",
    more: |n| format!("另有 {n} 个"),
    organisations: "组织（按记录数排列）",
    listed: |some, all| format!("列出 {all} 个中的 {some} 个。"),
    data: "如何获取数据",
    whole: "全部记录在一个可供程序读取的JSON文件中：",
    packed: "记录分片发布，由此文件列出：",
    publisher: "发布者：",
    licence: "许可：",
    report: "报告错误：",
    about: "约",
};
