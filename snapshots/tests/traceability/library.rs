//! The ledger and the scenarios of a folder, loaded without a check of the ids that scenarios cite: the checker does it.

use std::path::{Path, PathBuf};

use miette::{GraphicalReportHandler, GraphicalTheme};
use scenario::{Context, Diagnostics, Ledger, load_dir, load_ledger};

use crate::citation::Citation;

/// What a folder of scenarios claims and cites.
pub(crate) struct Library {
    /// The claims.
    pub(crate) ledger: Ledger,
    /// What each scenario cites, in the order of their names.
    pub(crate) citations: Vec<Citation>,
    /// Drawn diagnostics of the scenarios that cannot be used.
    pub(crate) refused: Vec<String>,
}

impl Library {
    /// Loads a folder of scenarios.
    ///
    /// # Errors
    /// The drawn diagnostics of a wrong ledger.
    pub(crate) fn load(root: &Path) -> Result<Self, String> {
        let ledger =
            load_ledger(&root.join("requirements")).map_err(|refused| draw_all(&refused))?;
        let context = Context::default();
        let loaded = load_dir(root, &context);
        let refused = loaded.refused.iter().map(draw).collect();
        Ok(Self { ledger, citations: Citation::all(&loaded.plans), refused })
    }
}

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), Path::to_owned)
}

/// The scenarios of the workspace.
pub(crate) fn scenarios() -> PathBuf {
    workspace().join("scenarios")
}

/// Diagnostics of several files, one below the other.
pub(crate) fn draw_all(refused: &[Diagnostics]) -> String {
    refused.iter().map(draw).collect::<Vec<_>>().join("\n")
}

fn draw(diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
    match handler.render_report(&mut text, diagnostics) {
        Ok(()) => text,
        Err(_) => diagnostics.to_string(),
    }
}
