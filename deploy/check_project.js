// Reads a built project as `doctl serverless deploy` would, without a network, and prints what it understood.
//   node deploy/check_project.js build        (each ${NAME} of project.yml is taken from the environment)
import deployer from '@nimbella/nimbella-deployer'

// The platform's own list is behind its API; this is the entry that matters here.
const RUNTIMES = { python: [{ kind: 'python:3.11', default: true }] }

const SHOWN = ['name', 'runtime', 'build', 'web', 'webSecure', 'annotations', 'limits', 'environment', 'triggers']

const feedback = { warn: (message) => console.error(message), progress() {} }

async function read(folder) {
  const all = deployer.makeIncluder(undefined, undefined)
  const project = await deployer.readProject(folder, undefined, undefined, all, false, feedback, RUNTIMES)
  if (project.error) throw project.error
  const functions = project.packages.flatMap((owner) => owner.actions ?? [])
  return {
    packages: project.packages.map((owner) => owner.name),
    functions: functions.map((each) => Object.fromEntries(SHOWN.map((key) => [key, each[key] ?? null]))),
    strays: project.strays ?? [],
  }
}

try {
  console.log(JSON.stringify(await read(process.argv[2] ?? 'build'), null, 2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
