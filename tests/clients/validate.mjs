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
ajv.addFormat("decimal", { type: "number", validate: Number.isFinite });
ajv.addSchema({ $id: "api", $defs: closed(description.components.schemas) });

const validators = new Map();
const faults = [];
let count = 0;
for (const line of readFileSync(answersFile, "utf8").split("\n").filter(Boolean)) {
  const answer = JSON.parse(line);
  count++;
  const validate = validatorOf(answer);
  if (typeof validate === "string") faults.push(`${answer.what}: ${validate}`);
  else if (!validate(answer.body))
    faults.push(...validate.errors.slice(0, 3).map((e) =>
      `${answer.what}: ${e.instancePath || "the answer"} ${e.message} ${JSON.stringify(e.params)}`));
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
