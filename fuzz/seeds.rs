//! Writes the sample files where cargo-fuzz looks for them: `corpus/TARGET/`.

use std::io;
use std::path::Path;

#[path = "../tests/attack/corpus.rs"]
mod corpus;

fn main() -> io::Result<()> {
    for (number, sample) in corpus::samples().iter().enumerate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(sample.target);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join(format!("seed-{number}")), &sample.bytes)?;
        println!("{}: {}", sample.target, sample.name);
    }
    Ok(())
}
