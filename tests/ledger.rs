//! `tongzhi ledger` as a user runs it.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

const HALVES: &str = "fixtures/ledger/halves.txt";

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongzhi"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("ledger").args(arguments);
    command.stdin(Stdio::null()).output().expect("tongzhi runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

fn records(arguments: &[&str]) -> Vec<Value> {
    let text = printed(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&text).expect("an array")
}

fn words<'a>(record: &'a Value, key: &str) -> &'a str {
    record[key].as_str().unwrap_or("")
}

/// unit, role, task, item, due, line, of `halves.txt` as a person reads it: the units of 二（一） stand below its date, those of
/// 二（二） above its dates.
const HALVES_ROWS: [(&str, &str, &str, &str, &str, u64); 10] = [
    ("典藏部", "responsible", "清点中文图书", "2.1.1", "2016-09-30", 10),
    ("期刊部", "responsible", "清点过刊合订本", "2.1.2", "2016-09-30", 11),
    ("活动部", "lead", "举办读书讲座", "2.2.1", "2016-10-20", 16),
    ("少儿部", "support", "举办读书讲座", "2.2.1", "2016-10-20", 16),
    ("办公室", "support", "举办读书讲座", "2.2.1", "2016-10-20", 16),
    ("活动部", "lead", "举办朗诵比赛", "2.2.2", "2016-11-10", 16),
    ("少儿部", "support", "举办朗诵比赛", "2.2.2", "2016-11-10", 16),
    ("办公室", "support", "举办朗诵比赛", "2.2.2", "2016-11-10", 16),
    ("后勤科", "responsible", "改善借阅环境", "2.3", "", 17),
    ("=参考咨询部", "responsible", "读者咨询", "2.4", "", 18),
];

#[test]
fn each_row_carries_what_holds_for_it() {
    let records = records(&["--isolated", HALVES]);
    let rows: Vec<_> = records
        .iter()
        .map(|row| {
            let line = row["line"].as_u64().unwrap_or(0);
            (words(row, "unit"), words(row, "role"), words(row, "task"), words(row, "item"), words(row, "due"), line)
        })
        .collect();
    assert_eq!(rows, HALVES_ROWS);
    assert_eq!([&records[0]["deadline_from"], &records[2]["deadline_from"]], [&Value::from("2.1"), &Value::Null]);
    let notice = ["document_number", "notice_title", "issued", "file"].map(|key| words(&records[0], key).to_owned());
    assert_eq!(notice, ["岭图发〔2016〕11号", "关于开展2016年全民阅读服务月活动的通知", "2016-07-01", HALVES]);
}

#[test]
fn a_task_is_cut_before_a_label_and_not_before_its_word() {
    let cases = [
        ("1、压缩归档时限。逐份登记。责任科室：病案室，时限：6月底前", "压缩归档时限"),
        ("1、清点图书，责任科室：病案室，时限：6月底前", "清点图书"),
        ("1、清点图书（责任科室：病案室）", "清点图书"),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notice.txt");
    for (item, task) in cases {
        std::fs::write(&file, format!("关于病案工作的通知\n各科室：\n{item}\n")).expect("a file");
        let rows = records(&[file.to_str().expect("a path")]);
        assert_eq!(rows.first().map(|row| words(row, "task")), Some(task), "{item}");
    }
}

#[test]
fn rows_validate_against_their_schema() {
    let output = Command::new(env!("CARGO_BIN_EXE_tongzhi")).args(["schema", "ledger"]).output().expect("tongzhi runs");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let lines = printed(&["--isolated", "--format", "jsonl", HALVES, "fixtures/notice.txt", "fixtures/formats/notice.docx"]);
    assert!(lines.lines().count() > HALVES_ROWS.len());
    for line in lines.lines() {
        let row: Value = serde_json::from_str(line).expect("JSON");
        assert!(validator.is_valid(&row), "{row}");
    }
}

#[test]
fn csv_is_safe_to_open_in_a_spreadsheet() {
    let text = printed(&["--isolated", "--format", "csv", HALVES]);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{FEFF}责任单位,角色,任务,项,"), "{}", lines[0]);
    let expected = "典藏部,责任,清点中文图书,二、（一）1、,,2016-09-30,限期,9月30日前,岭图发〔2016〕11号,\
                    关于开展2016年全民阅读服务月活动的通知,2016-07-01,fixtures/ledger/halves.txt,10";
    assert_eq!(lines[1], expected);
    assert!(lines[10].starts_with("'=参考咨询部,责任,读者咨询,二、（四）,,,长期,长期,"), "{}", lines[10]);
    assert_eq!(lines[11..], [""]);
    assert!(printed(&["--isolated", "--format", "csv", "--no-bom", HALVES]).starts_with("责任单位,"));
}

#[test]
fn rows_are_chosen_by_unit_and_day() {
    let units = |arguments: &[&str]| -> Vec<String> {
        records(&[&["--isolated", HALVES], arguments].concat()).iter().map(|row| words(row, "unit").to_owned()).collect()
    };
    assert_eq!(units(&["--unit", "办公室", "--unit", "典藏 部"]), ["典藏部", "办公室", "办公室"]);
    assert_eq!(units(&["--due-before", "2016-09-30"]), ["典藏部", "期刊部"]);
    assert_eq!(units(&["--due-before", "2016-09-29"]), [""; 0]);
    assert_eq!(units(&["--open-ended"]), ["后勤科", "=参考咨询部"]);
    assert_eq!(units(&["--open-ended", "--due-before", "2016-09-30"]), ["典藏部", "期刊部", "后勤科", "=参考咨询部"]);
    assert_eq!(run(&["--due-before", "30.9.2016", HALVES]).status.code(), Some(2));
}

#[test]
fn rows_stand_by_unit_deadline_or_notice() {
    let of = |by: &str, key: &str| -> Vec<String> {
        let rows = records(&["--isolated", "--by", by, HALVES, "fixtures/gb18030-notice.txt"]);
        let mut values: Vec<String> = rows.iter().map(|row| words(row, key).to_owned()).collect();
        values.dedup();
        values
    };
    let units = of("unit", "unit");
    let place = |unit: &str| units.iter().position(|known| known == unit);
    // Pinyin: bangong, dian, hou, huo, qi, shao.
    let order = ["办公室", "典藏部", "后勤科", "活动部", "期刊部", "少儿部"].map(place);
    assert!(order.is_sorted() && order[0].is_some(), "{units:?}");
    let days = of("deadline", "due");
    assert!(days.iter().filter(|day| !day.is_empty()).is_sorted() && days.last().is_some_and(String::is_empty), "{days:?}");
    assert_eq!(of("notice", "issued").first().map(|date| &date[..4]), Some("2009"));
}

#[test]
fn the_roster_gives_proper_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("tongzhi.toml");
    let roster = "[roster]\nunits = [{ name = \"馆办公室\", aliases = [\"办公室\", \"馆办\"] }, { name = \"典藏部\" }]\n";
    std::fs::write(&config, roster).expect("written");
    let config = config.to_str().expect("a path");
    let rows = records(&["--config", config, "--unit", "馆办", HALVES]);
    let names: Vec<_> = rows.iter().map(|row| (words(row, "unit"), words(row, "unit_as_written"))).collect();
    assert_eq!(names, [("馆办公室", "办公室"); 2]);
    let rows = records(&["--config", config, "--by", "unit", HALVES]);
    let first: Vec<_> = rows.iter().take(3).map(|row| words(row, "unit")).collect();
    assert_eq!(first, ["馆办公室", "馆办公室", "典藏部"]);
}

#[test]
fn the_table_is_aligned() {
    let text = printed(&["--isolated", HALVES]);
    let mut lines = text.lines();
    let heading = lines.next().expect("a heading");
    let column = |line: &str, word: &str| line.find(word).map(|at| tongzhi::render::width::width(&line[..at]));
    for line in lines {
        assert_eq!(column(line, "二、"), column(heading, "项"), "{line}");
        assert_eq!(column(line, "岭图发"), column(heading, "文号"), "{line}");
    }
    let grouped = printed(&["--isolated", "--by", "unit", "--unit", "办公室", HALVES]);
    assert_eq!(grouped.lines().filter(|line| line.starts_with("── ")).collect::<Vec<_>>(), ["── 办公室"]);
}

#[test]
fn markdown_has_a_table_for_each_group() {
    let text = printed(&["--isolated", "--format", "md", HALVES]);
    assert!(text.starts_with("| 责任单位 | 角色 | 任务 |"));
    assert_eq!(text.lines().count(), 2 + HALVES_ROWS.len());
    let text = printed(&["--isolated", "--format", "md", "--by", "deadline", HALVES]);
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    assert_eq!(headings, ["## 2016-09-30", "## 2016-10-20", "## 2016-11-10", "## 定期", "## 长期"]);
}

#[test]
fn the_output_file_names_the_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = |name: &str| {
        let path = folder.path().join(name);
        printed(&["--isolated", HALVES, "-o", path.to_str().expect("a path")]);
        std::fs::read(path).expect("written")
    };
    assert!(written("台账.csv").starts_with("\u{FEFF}责任单位".as_bytes()));
    assert!(written("ledger.JSON").starts_with(b"[\n{"));
    assert!(written("ledger").starts_with("责任单位".as_bytes()));
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let output = run(&["--isolated", "--format", "jsonl", "fixtures/nowhere.txt", HALVES]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("fixtures/nowhere.txt"));
    assert_eq!(output.stdout.iter().filter(|&&byte| byte == b'\n').count(), HALVES_ROWS.len());
}

/// A part of an .xlsx file.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).expect("a zip file");
    std::io::read_to_string(archive.by_name(name).expect("the part")).expect("text")
}

#[test]
fn a_workbook_is_ready_to_filter_and_to_print() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("台账.xlsx");
    let write = || {
        printed(&["--isolated", HALVES, "-o", path.to_str().expect("a path")]);
        std::fs::read(&path).expect("written")
    };
    let file = write();
    assert_eq!(file, write(), "the same notices give the same bytes");
    let workbook = part(&file, "xl/workbook.xml");
    let names = workbook.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    // By pinyin, what is no letter first.
    let expected = ["总览", "全部任务", "=参考咨询部", "办公室", "典藏部", "后勤科", "活动部", "期刊部", "少儿部"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    assert!(workbook.contains("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">全部任务!$1:$1</definedName>"), "{workbook}");
    let sheet = part(&file, "xl/worksheets/sheet2.xml");
    for said in [
        "<pageSetUpPr fitToPage=\"1\"/>",
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
        "<autoFilter ref=\"A1:L11\"/>",
        "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
        // 2016-09-30 as Excel counts days, before the column of the kind.
        "<v>42643</v></c><c r=\"G2\"",
    ] {
        assert!(sheet.contains(said), "{said} in {sheet}");
    }
    assert!(part(&file, "xl/styles.xml").contains("formatCode=\"yyyy-mm-dd\""));
    assert!(!sheet.contains("<f>"), "no cell is a formula");
}

#[test]
fn a_sheet_of_many_rows_has_what_one_of_few_has() {
    const COPIES: usize = 201;
    let (folder, written) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("another"));
    for copy in 0..COPIES {
        std::fs::copy(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(HALVES), folder.path().join(format!("{copy}.txt")))
            .expect("copied");
    }
    let sheet = |notices: &str| {
        let path = written.path().join("ledger.xlsx");
        printed(&["--isolated", "--no-progress", notices, "-o", path.to_str().expect("a path")]);
        part(&std::fs::read(&path).expect("written"), "xl/worksheets/sheet2.xml")
    };
    let (few, many) = (sheet(HALVES), sheet(folder.path().to_str().expect("a path")));
    // (what is said, how often in the heading): dates, words, formats.
    for (said, in_heading) in [("<row ", 1), ("<v>42643</v>", 0), (" t=\"s\"", 12), (" s=\"4\"", 0)] {
        let count = |sheet: &str| sheet.matches(said).count() - in_heading;
        assert_eq!(count(&many), COPIES * count(&few), "{said}");
    }
    // All but the last row have their height.
    let heights = |sheet: &str| sheet.matches(" customHeight=\"1\"").count() - 1;
    assert_eq!(heights(&many), COPIES * heights(&few) - 1);
    assert!(many.contains("<autoFilter ref=\"A1:L2011\"/>"), "{}", &many[many.len() - 500..]);
}

#[test]
fn a_calendar_has_what_has_a_day() {
    let output = run(&["--isolated", "--format", "ics", HALVES]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("1 assignments have no day and are not in the calendar: 1 长期"));
    let text = String::from_utf8(output.stdout).expect("UTF-8").replace("\r\n ", "");
    let todos: Vec<Vec<&str>> = text.split("BEGIN:VTODO\r\n").skip(1).map(|todo| todo.lines().collect()).collect();
    let values =
        |name: &str| -> Vec<&str> { todos.iter().map(|todo| todo.iter().find_map(|line| line.strip_prefix(name)).unwrap_or("")).collect() };
    let summaries = ["清点中文图书（典藏部）", "清点过刊合订本（期刊部）", "举办读书讲座（活动部、少儿部、办公室）"];
    assert_eq!(values("SUMMARY:")[..3], summaries);
    assert_eq!(values("DUE;VALUE=DATE:"), ["20160930", "20160930", "20161020", "20161110", ""]);
    assert_eq!(values("RRULE:")[4], "FREQ=MONTHLY;BYMONTHDAY=5");
    // Issued on 1 July: the first fifth of a month after it.
    assert_eq!(values("DTSTART;VALUE=DATE:")[4], "20160705");
    let uids = values("UID:");
    // A unit's calendar has the same to-dos as everybody's, by the same names; so has that of a copy of the notice.
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("另存.txt");
    std::fs::copy(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(HALVES), &copy).expect("copied");
    let own = printed(&["--isolated", "--format", "ics", "--unit", "活动部", copy.to_str().expect("a path")]);
    let own: Vec<&str> = own.lines().filter_map(|line| line.strip_prefix("UID:")).collect();
    assert_eq!(own, uids[2..4]);
    let twice = printed(&["--isolated", "--format", "ics", "--due-before", "2016-12-31", copy.to_str().expect("a path"), HALVES]);
    assert_eq!(twice.matches("BEGIN:VTODO").count(), 4);
}

#[test]
fn a_page_holds_all_that_it_shows() {
    let text = printed(&["--isolated", "--format", "html", HALVES]);
    assert_eq!(text.matches("</script>").count(), 2, "the notice's own ends nothing");
    assert!(!text.contains("src=") && !text.contains("href=\"http") && !text.contains("@import") && !text.contains("url("));
    let data = text.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("the data");
    let data: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["coverage"], serde_json::json!({ "notices": 1, "tasks": 6, "withoutUnit": 0, "withoutDeadline": 0 }));
    let notice: Vec<u16> = words(&data["notices"][0], "text").encode_utf16().collect();
    let marked: Vec<String> = data["rows"][0][10]
        .as_array()
        .expect("marks")
        .iter()
        .map(|mark| {
            let at = |index: usize| usize::try_from(mark[index].as_u64().expect("an offset")).expect("an offset");
            String::from_utf16(&notice[at(0)..at(1)]).expect("whole characters")
        })
        .collect();
    assert_eq!(marked, ["责任部室：典藏部", "完成时间：9月30日前"]);
}

#[test]
fn a_folder_is_read_without_the_ledger_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    std::fs::copy(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(HALVES), name("通知.txt")).expect("copied");
    let all = name("");
    for _ in 0..2 {
        let output = run(&["--isolated", "--no-progress", &all, "-o", &name("台账.csv")]);
        assert!(output.status.success());
        let written = std::fs::read_to_string(name("台账.csv")).expect("written");
        assert_eq!(written.lines().count(), 1 + HALVES_ROWS.len());
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_it_says_how_to_get_it() {
    let output = run(&["--isolated", "--format", "parquet", HALVES]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--features parquet"));
}

#[test]
fn a_unit_that_no_row_has_is_told_with_what_could_be_meant() {
    let output = run(&["--isolated", HALVES, "--unit", "典藏", "--unit", "期刊部", "--format", "json"]);
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "tongzhi: no row has the unit 典藏; the nearest: 典藏部\n");
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).expect("an array");
    assert_eq!(rows.iter().map(|row| words(row, "unit")).collect::<Vec<_>>(), ["期刊部"]);
    for format in ["html", "csv"] {
        let output = run(&["--isolated", HALVES, "--unit", "食堂", "--format", format]);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "tongzhi: no row has the unit 食堂\n", "{format}");
    }
}

#[test]
fn where_no_file_can_be_read_there_is_no_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = folder.path().join("ledger.csv");
    let written = written.to_str().expect("a name");
    for arguments in [&["no/such/file.txt"][..], &["no/such/file.txt", "nor/this.txt"], &["no/such/file.txt", "-o", written]] {
        for format in ["csv", "table", "md", "json", "html", "ics"] {
            let output = run(&[arguments, &["--isolated", "--format", format]].concat());
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?} {format}");
            assert!(String::from_utf8_lossy(&output.stderr).contains("no/such/file.txt"));
        }
    }
    assert!(!std::path::Path::new(written).exists());
    // One that can be read is enough.
    let output = run(&["--isolated", "no/such/file.txt", HALVES, "--format", "csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("典藏部"));
}
