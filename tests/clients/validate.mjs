// Checks answers against the API description: node validate.mjs description.json answers.ndjson
// Each line holds what was asked, { what, method, path, version, status, contentType, body }, with the
// path as the description has it, and the earlier version of a view or null. An answer with a field that is not described is wrong too.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [descriptionFile, answersFile] = process.argv.slice(2);
const description = JSON.parse(readFileSync(descriptionFile, "utf8"));

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true });
addFormats(ajv);
// Of numbers; as text it has a pattern too.
ajv.addFormat("decimal", true);
ajv.addSchema({ $id: "api", $defs: closed(description.components.schemas) });

const validators = new Map();
const faults = [];
let count = 0;
for (const line of readFileSync(answersFile, "utf8").split("\n").filter(Boolean)) {
  const answer = JSON.parse(line);
  count++;
  const validate = validatorOf(answer);
  if (typeof validate === "string") faults.push(`${answer.what}: ${validate}`);
  else if (!validate(answer.body)) faults.push(...inWords(answer.what, validate.errors));
  else if (answer.status === 200 && answer.path.endsWith("/events")) answer.body.forEach(checkData);
}
for (const fault of faults.slice(0, 100)) console.log(fault);
console.log(`${count} answers, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);

/** Validates the answers of an operation with a status and a content type; a text says what is not described. */
function validatorOf({ method, path, version, status, contentType }) {
  const mediaType = contentType.split(";")[0];
  const id = `${method} ${path} ${version} ${status} ${mediaType}`;
  if (!validators.has(id)) validators.set(id, compiled());
  return validators.get(id);

  function compiled() {
    const operation = description.paths[path]?.[method];
    if (!operation) return `${method} ${path} is not described`;
    const response = resolved(operation.responses[status]);
    if (!response) return `status ${status} is not described`;
    const schema = response.content?.[mediaType]?.schema;
    if (!schema) return `status ${status} is not described as ${mediaType}`;
    const earlier = version && status === 200 && operation["x-view-versions"][version];
    return ajv.compile(closed(earlier || schema));
  }
}

/** What an event holds, by its type. */
function checkData({ type, data, position }) {
  const operation = description.paths["/api/v1/portfolios/{portfolio}/events"].get;
  if (!validators.has(type)) validators.set(type, ajv.compile(closed(operation["x-event-data"][type])));
  const validate = validators.get(type);
  if (!validate(data)) faults.push(...inWords(`${type} at ${position}`, validate.errors));
}

function inWords(what, errors) {
  return errors.slice(0, 3).map((e) =>
    `${what}: ${e.instancePath || "all of it"} ${e.message} ${JSON.stringify(e.params)}`);
}

function resolved(response) {
  const name = response?.$ref?.split("/").at(-1);
  return name ? description.components.responses[name] : response;
}

/** The same schema, without fields that it does not name. */
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key,
    key === "$ref" ? value.replace("#/components/schemas/", "api#/$defs/") : closed(value)]));
  if (copy.type && copy.properties && !("additionalProperties" in copy)) copy.additionalProperties = false;
  return copy;
}
