//! LibreOffice, made to compute.
//!
//! Left to itself it shows the values that stand in the file. A profile of its own tells it to
//! compute always; and since it reports success even where it could not open a file, the result of
//! an earlier run is removed first, and the new one has to exist. The threads of LibreOffice 7.4
//! compute neighbouring cells together, take what one of them reads for a circle of all, and leave
//! stale values or Err:522 behind: they are switched off.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Calculation">
<prop oor:name="UseThreadedCalculationForFormulaGroups" oor:op="fuse"><value>false</value></prop>
</item>
</oor:items>
"#;

/// One office program with a folder of its own: two that share a profile wait for each other.
pub(crate) struct Office {
    folder: PathBuf,
}

impl Office {
    /// Prepares the folder.
    pub(crate) fn open(folder: &Path) -> Office {
        fs::create_dir_all(folder.join("profile/user")).expect("a folder that can be made");
        fs::create_dir_all(folder.join("out")).expect("a folder that can be made");
        let folder = fs::canonicalize(folder).expect("a folder");
        let settings = folder.join("profile/user/registrymodifications.xcu");
        fs::write(settings, PROFILE).expect("a file that can be written");
        Office { folder }
    }

    /// The workbook with every formula computed anew.
    pub(crate) fn recalculate(&mut self, stem: &str, workbook: &[u8]) -> Vec<u8> {
        let input = self.folder.join(format!("{stem}.xlsx"));
        let output = self.folder.join(format!("out/{stem}.xlsx"));
        fs::write(&input, workbook).expect("a file that can be written");
        if output.exists() {
            fs::remove_file(&output).expect("a file that can be removed");
        }
        let profile = self.folder.join("profile");
        let run = Command::new("soffice")
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.display()
            ))
            .args(["--headless", "--convert-to", "xlsx", "--outdir"])
            .arg(self.folder.join("out"))
            .arg(&input)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("LibreOffice (soffice) has to be installed");
        assert!(run.success(), "LibreOffice ended with {run}");
        assert!(output.exists(), "LibreOffice could not open {stem}.xlsx");
        fs::read(&output).expect("a file")
    }

    /// Removes the files of a workbook that was found right; those of a wrong one stay to be looked
    /// at.
    pub(crate) fn forget(&mut self, stem: &str) {
        for file in [format!("{stem}.xlsx"), format!("out/{stem}.xlsx")] {
            fs::remove_file(self.folder.join(file)).expect("a file that can be removed");
        }
    }
}
