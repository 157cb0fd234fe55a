//! The scenario files of the workspace, checked as `attest` checks them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use miette::{GraphicalReportHandler, GraphicalTheme};
use scenario::{Context, Diagnostics, Ledger, Loaded, Plan, load_dir, load_ledger};
use sim7100_model::Profile;

/// Columns of a drawn diagnostic.
const COLUMNS: usize = 100;

/// Every scenario of the workspace.
pub(crate) struct Library {
    /// The claims that the scenarios cite.
    pub(crate) ledger: Ledger,
    /// The cases of each file, by the file's path below the root without its extension.
    pub(crate) files: BTreeMap<String, Vec<Plan>>,
    /// Drawn diagnostics of the files that cannot be used, by the path as it is shown.
    pub(crate) refused: Vec<(String, String)>,
}

impl Library {
    /// Reads the folder `scenarios` of the workspace.
    ///
    /// # Errors
    /// The drawn diagnostics of a wrong ledger; without it no scenario can be checked.
    pub(crate) fn load() -> Result<Self, String> {
        Self::read(load_dir)
    }

    /// As [`load`](Self::load), with another way from the folder to its cases.
    pub(crate) fn read(load: impl Fn(&Path, &Context<'_>) -> Loaded) -> Result<Self, String> {
        let root = root();
        let ledger = load_ledger(&root.join("requirements"))
            .map_err(|wrong| wrong.iter().map(draw).collect::<String>())?;
        let profile_check = |reading: &str, value: &str| {
            Profile::default().set(reading, value).map_err(|error| error.to_string())
        };
        let context = Context {
            ledger: Some(&ledger),
            profile_check: Some(&profile_check),
            pack_check: Some(&runner::check_pack),
            ..Context::default()
        };
        let loaded = load(&root, &context);
        let mut files = BTreeMap::<String, Vec<Plan>>::new();
        for plan in loaded.plans {
            let file = plan.id.split('[').next().unwrap_or_default().to_owned();
            files.entry(file).or_default().push(plan);
        }
        let shown = |wrong: &Diagnostics| (below(&root, wrong.source_file().name()), draw(wrong));
        let refused = loaded.refused.iter().map(shown).collect();
        Ok(Self { ledger, files, refused })
    }
}

/// The folder `scenarios` of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(&here).join("scenarios")
}

fn below(root: &Path, name: &str) -> String {
    let path = Path::new(name);
    path.strip_prefix(root).unwrap_or(path).with_extension("").display().to_string()
}

/// A diagnostic as a terminal without colours shows it.
pub(crate) fn draw(diagnostics: &Diagnostics) -> String {
    let theme = GraphicalTheme::unicode_nocolor();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(COLUMNS);
    let mut text = String::new();
    match handler.render_report(&mut text, diagnostics) {
        Ok(()) => text,
        Err(_) => diagnostics.to_string(),
    }
}
