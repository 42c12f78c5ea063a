//! The paths of files that a file names, inside the scenario's folder.

use super::layers::Layers;
use crate::diagnostic::{Code, Diagnostic, Located};

impl Layers<'_> {
    /// The path of the file that a text names; a finding where it leads out of the scenario's
    /// folder. `before` is what stands before the name.
    pub(super) fn target(
        &mut self,
        cited: &Located<String>,
        path: &str,
        before: &'static str,
    ) -> Option<String> {
        let text = cited.value.as_str();
        let target = resolve(&self.folder, folder_of(path), text);
        if target.is_some() {
            return target;
        }
        let slashes = text.replace('\\', "/");
        let (code, name) = if resolve(&self.folder, folder_of(path), &slashes).is_some() {
            (Code::Backslash, slashes.as_str())
        } else {
            let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
            (Code::PathLeavesFolder, name)
        };
        self.diagnostics.push(
            Diagnostic::at(code, &cited.place)
                .with("found", text)
                .with("suggestion", format!("{before}\"{name}\"")),
        );
        None
    }
}

/// The folder of a file.
pub(super) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// The path of a cited file, or `None` where it leaves the scenario's folder.
fn resolve(root: &str, folder: &str, cited: &str) -> Option<String> {
    if cited.is_empty() || cited.starts_with('/') || cited.contains(['\\', ':', '\0']) {
        return None;
    }
    let below = folder.strip_prefix(root)?;
    let mut parts: Vec<&str> = below.split('/').filter(|part| !part.is_empty()).collect();
    for part in cited.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let inside = parts.join("/");
    Some(if root.is_empty() {
        inside
    } else {
        format!("{root}/{inside}")
    })
}
