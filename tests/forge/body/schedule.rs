//! Sections that are schedules: stages with their periods, and flattened tables.

use tongzhi::notice::FieldKind;

use super::super::assignment::Value;
use super::super::deadline::stage_period;
use super::super::marker::chinese;
use super::super::sentence::{sentences, title};
use super::super::vocabulary::{STAGE_SECTIONS, STAGES};
use super::{Body, Spot};

impl Body<'_> {
    /// A section of stages, each with its period in brackets.
    pub(super) fn stage_section(&mut self, number: u32) {
        let name = self.chance.pick(STAGE_SECTIONS);
        let section = self.section(number, name);
        let in_words = self.chance.percent(60);
        let mut month = self.issued.month() as u32 + 1;
        let wanted = self.chance.between(2, 4) as usize;
        let names =
            STAGES.iter().copied().enumerate().filter(|(index, _)| index % 2 == 0 || wanted == 4).map(|(_, name)| name).take(wanted);
        let names: Vec<&str> = names.collect();
        for (index, stage) in names.into_iter().enumerate() {
            if month > 12 {
                break;
            }
            let number_below = index as u32 + 1;
            let path = if in_words {
                let marker = format!("第{}阶段：", chinese(number_below));
                self.begin();
                self.write(&marker);
                self.write(stage);
                self.note(&section, 2, &marker, Some(stage))
            } else {
                let heading = format!("{stage}阶段");
                let spot = Spot { level: 2, style: 1, path: &section, numbers: &[number] };
                let path = self.item(&spot, number_below, Some(&heading));
                self.write(&heading);
                path
            };
            let (period, after) = stage_period(self.chance, self.issued.year(), month);
            month = after;
            self.write(&format!("（{}）", period.words));
            if self.chance.percent(75) {
                self.write("。");
            } else {
                self.begin();
            }
            let words = sentences(self.chance, self.sector, self.manner, 3);
            self.write(&words);
            let value = Value { kind: FieldKind::Deadline, label: None, words: period.words.clone(), units: Vec::new(), due: Some(period) };
            self.assign(&[value], &path, std::slice::from_ref(&path));
        }
    }

    /// A section that is a flattened table.
    pub(super) fn table_section(&mut self, number: u32) {
        let section = self.section(number, "任务分解表");
        let task = self.chance.pick(&["工作任务", "任务内容", "重点任务", "工作内容"]);
        let header: Vec<String> = ["序号", task].into_iter().chain(self.wording.columns()).map(str::to_owned).collect();
        let form = self.chance.between(1, 4);
        self.row(&header, form);
        for number in 1..=self.chance.between(3, 8) {
            let heading = title(self.chance);
            let path = self.note(&section, 2, &number.to_string(), Some(&heading));
            let values = self.wording.values(self.chance, self.sector);
            let cells: Vec<String> =
                [number.to_string(), heading].into_iter().chain(values.iter().map(|value| value.words.clone())).collect();
            self.row(&cells, form);
            self.assign(&values, &path, std::slice::from_ref(&path));
        }
    }

    fn row(&mut self, cells: &[String], form: u32) {
        let rows = match form {
            1 => vec![cells.join("\t")],
            2 => vec![format!("| {} |", cells.join(" | "))],
            3 => vec![cells.join("    ")],
            _ => cells.to_vec(),
        };
        for row in rows {
            self.begin();
            self.write(&row);
        }
    }
}
