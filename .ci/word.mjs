// Validates every Word file named on the command line, a few at a time, and prints what was found as one JSON object.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const folder = process.env.OOXML_VALIDATOR
const entry = createRequire(import.meta.url)(`${folder}/package.json`)
const main = entry.exports?.['.']?.import?.default ?? entry.exports?.['.']?.import ?? entry.exports?.['.']?.default ?? entry.exports?.['.'] ?? entry.main
const { validateFile } = await import(pathToFileURL(`${folder}/${main}`))

const waiting = process.argv.slice(2)
const found = {}
const worker = async () => {
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const result = await validateFile(file, { officeVersion: 'Microsoft365' })
    found[file] = result.errors.map((e) => `${e.path} ${e.xPath}: ${e.description}`)
    if (result.ok !== (result.errors.length === 0)) found[file].push('the validator contradicts itself')
  }
}
await Promise.all([worker(), worker()])
console.log(JSON.stringify(found))
