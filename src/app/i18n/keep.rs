//! The words for saved selections, for new versions and for a page without a network.
//!
//! In one place for all languages, as in `take.rs`: the first view carries none of them.

/// The words in one language.
pub struct Keep {
    pub title: &'static str,
    /// What is kept, and where.
    pub about: fn(usize) -> String,
    pub name: &'static str,
    pub save: &'static str,
    pub saving: &'static str,
    pub full_list: fn(usize) -> String,
    pub none: &'static str,
    /// So many records, seen on a day.
    pub seen: fn(usize, &str) -> String,
    pub too_large: fn(usize) -> String,
    pub rename: &'static str,
    pub rename_what: fn(&str) -> String,
    pub remove: &'static str,
    pub remove_what: fn(&str) -> String,
    pub mark_seen: &'static str,
    pub forget: &'static str,
    pub forgotten: &'static str,
    /// New, changed and removed.
    pub changes: fn(usize, usize, usize) -> String,
    pub no_changes: &'static str,
    /// How many records there were and are, of a selection that is too large.
    pub counts: fn(usize, usize) -> String,
    pub added: &'static str,
    pub changed: &'static str,
    pub removed: &'static str,
    /// Since a day: changes in a selection.
    pub since: fn(&str, &str, &str) -> String,
    pub which: &'static str,
    /// Packed data have changed since a day.
    pub data_changed: fn(&str) -> String,
    pub look: &'static str,
    pub looking: &'static str,
    pub unreachable: &'static str,
    pub forbidden: &'static str,
    pub no_room: &'static str,
    pub other_version: &'static str,
    pub damaged: &'static str,
    pub newer: &'static str,
    pub reload: &'static str,
    /// The data are those kept on a day.
    pub offline: fn(&str) -> String,
}

/// English.
pub static KEEP_EN: Keep = Keep {
    title: "Saved selections",
    about: |most| {
        format!(
            "Up to {most}, kept in this browser only, and only what you save here. When you come back, the page says what is new in them."
        )
    },
    name: "Name of the selection",
    save: "Save this selection",
    saving: "Looking through the records",
    full_list: |most| format!("There are {most}, and no room for more: remove one first."),
    none: "Nothing is saved yet.",
    seen: |n, day| format!("{}, seen on {day}", if n == 1 { "1 record".to_owned() } else { format!("{n} records") }),
    too_large: |most| format!("More than {most} records: only their number is remembered, not what they say."),
    rename: "Rename",
    rename_what: |name| format!("Rename {name}"),
    remove: "Remove",
    remove_what: |name| format!("Remove {name}"),
    mark_seen: "I have seen what is new",
    forget: "Forget everything on this device",
    forgotten: "Nothing is kept any more: no selection, and no copy of the page for times without a network.",
    changes: |added, changed, removed| format!("{added} new, {changed} changed, {removed} removed"),
    no_changes: "Nothing new.",
    counts: |before, now| format!("{before} records then, {now} now"),
    added: "New",
    changed: "Changed",
    removed: "Removed, or in the selection no longer",
    since: |day, what, name| format!("Since {day}: {what} in “{name}”."),
    which: "See which",
    data_changed: |day| format!("The data have changed since you saw them on {day}."),
    look: "See what is new in your selections",
    looking: "Looking for what is new",
    unreachable: "Not all records could be fetched, so nothing is said of what is new.",
    forbidden: "This browser does not let the page keep anything (a private window, or a setting). Bookmark the link instead.",
    no_room: "The browser has no room left for it, and nothing was changed. Remove a selection, or save a smaller one.",
    other_version: "What is kept here was written by another version of this page, which this one cannot read. It is left as it is.",
    damaged: "What is kept here is damaged and cannot be read. It is left as it is until you let the page forget it.",
    newer: "There is a new version of this page.",
    reload: "Reload",
    offline: |day| format!("The server cannot be reached. These are the data as this browser kept them on {day}."),
};

/// Russian.
pub static KEEP_RU: Keep = Keep {
    title: "Сохранённые выборки",
    about: |most| {
        format!(
            "До {most} выборок, только в этом браузере и только то, что вы сохраните здесь. При следующем посещении страница скажет, что в них нового."
        )
    },
    name: "Название выборки",
    save: "Сохранить эту выборку",
    saving: "Записи просматриваются",
    full_list: |most| format!("Уже сохранено {most}, больше места нет: сначала удалите одну."),
    none: "Пока ничего не сохранено.",
    seen: |n, day| format!("записей: {n}, просмотрено {day}"),
    too_large: |most| format!("Записей больше {most}: запоминается только их число, но не содержание."),
    rename: "Переименовать",
    rename_what: |name| format!("Переименовать: {name}"),
    remove: "Удалить",
    remove_what: |name| format!("Удалить: {name}"),
    mark_seen: "Новое просмотрено",
    forget: "Забыть всё на этом устройстве",
    forgotten: "Больше ничего не хранится: ни выборок, ни копии страницы для работы без сети.",
    changes: |added, changed, removed| format!("новых: {added}, изменено: {changed}, удалено: {removed}"),
    no_changes: "Ничего нового.",
    counts: |before, now| format!("было записей: {before}, стало: {now}"),
    added: "Новые",
    changed: "Изменённые",
    removed: "Удалённые или вышедшие из выборки",
    since: |day, what, name| format!("С {day} в выборке «{name}» — {what}."),
    which: "Посмотреть",
    data_changed: |day| format!("Данные изменились с тех пор, как вы их видели ({day})."),
    look: "Что нового в ваших выборках",
    looking: "Поиск нового",
    unreachable: "Не все записи удалось получить, поэтому о новом ничего не сказано.",
    forbidden: "Браузер не даёт странице ничего хранить (приватное окно или настройка). Сохраните ссылку в закладках.",
    no_room: "В браузере не хватает места, ничего не изменено. Удалите одну из выборок или сохраните меньшую.",
    other_version: "Сохранённое записала другая версия этой страницы, и эта не может его прочесть. Оно оставлено как есть.",
    damaged: "Сохранённое повреждено и не читается. Оно остаётся как есть, пока вы не велите странице его забыть.",
    newer: "Есть новая версия этой страницы.",
    reload: "Обновить",
    offline: |day| format!("Сервер недоступен. Показаны данные, сохранённые этим браузером {day}."),
};

/// Chinese.
pub static KEEP_ZH: Keep = Keep {
    title: "已保存的筛选",
    about: |most| {
        format!("最多{most}个，仅保存在此浏览器中，且只保存您在此处保存的内容。再次访问时，页面会告知其中的新内容。")
    },
    name: "筛选名称",
    save: "保存当前筛选",
    saving: "正在查看记录",
    full_list: |most| format!("已有{most}个，无法再保存：请先移除一个。"),
    none: "尚未保存任何筛选。",
    seen: |n, day| format!("{n} 条记录，查看于 {day}"),
    too_large: |most| format!("超过{most}条记录：只记住数量，不记住内容。"),
    rename: "重命名",
    rename_what: |name| format!("重命名“{name}”"),
    remove: "移除",
    remove_what: |name| format!("移除“{name}”"),
    mark_seen: "新内容已看过",
    forget: "清除此设备上的全部内容",
    forgotten: "已不再保存任何内容：没有筛选，也没有供离线使用的页面副本。",
    changes: |added, changed, removed| format!("新增 {added} 条，更改 {changed} 条，移除 {removed} 条"),
    no_changes: "没有新内容。",
    counts: |before, now| format!("当时 {before} 条记录，现在 {now} 条"),
    added: "新增",
    changed: "有更改",
    removed: "已移除，或不再属于此筛选",
    since: |day, what, name| format!("自 {day} 以来，“{name}”中{what}。"),
    which: "查看详情",
    data_changed: |day| format!("自您 {day} 查看以来，数据已有变化。"),
    look: "查看您的筛选中的新内容",
    looking: "正在查找新内容",
    unreachable: "未能取得全部记录，因此无法说明有何新内容。",
    forbidden: "此浏览器不允许页面保存任何内容（隐私窗口或设置所致）。请改为收藏链接。",
    no_room: "浏览器空间不足，未作任何更改。请移除一个筛选，或保存较小的筛选。",
    other_version: "此处保存的内容由本页面的另一版本写入，当前版本无法读取。内容保持原样。",
    damaged: "此处保存的内容已损坏，无法读取。在您让页面清除之前，内容保持原样。",
    newer: "本页面有新版本。",
    reload: "重新加载",
    offline: |day| format!("无法连接服务器。以下为此浏览器于 {day} 保存的数据。"),
};
