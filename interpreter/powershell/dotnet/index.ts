import type { DotnetType } from "../../tools/dotnet-type.js";
import { psObjectTypes } from "../members/psobject.js";
import { reflectionTypes } from "../members/reflection.js";
import { comparerTypes } from "./collections/comparers.js";
import { dictionaryTypes } from "./collections/dictionaries.js";
import { listTypes } from "./collections/lists.js";
import { queueTypes } from "./collections/queues.js";
import { ioTypes } from "./io/io.js";
import { streamTypes } from "./io/streams.js";
import { textStreamTypes } from "./io/text-streams.js";
import { credentialTypes } from "./objects/credentials.js";
import { errorRecordTypes } from "./objects/error-records.js";
import { mathTypes } from "./objects/math.js";
import { objectTypes } from "./objects/objects.js";
import { powershellObjectTypes } from "./objects/powershell-object.js";
import { scriptBlockType } from "./objects/script-blocks.js";
import { secretTypes } from "./objects/secrets.js";
import { systemTypes } from "./objects/system.js";
import { valueTypes } from "./objects/values.js";
import { convertTypes } from "./text/converts.js";
import { regexTypes } from "./text/regex-values.js";
import { stringTypes } from "./text/strings.js";
import { textTypes } from "./text/text-types.js";
import { webTypes } from "./text/web.js";
import { dateOperators, spanOperators } from "./time/date-operators.js";
import { dateType, spanType } from "./time/dates.js";
import { xmlTypes } from "./xml/types.js";

/** The .NET types whose members are modelled; those that show a part of Windows come with the family of that part. */
export const dotnetTypes: readonly DotnetType[] = [
  ...xmlTypes,
  ...webTypes,
  ...stringTypes,
  ...textTypes,
  ...convertTypes,
  ...regexTypes,
  ...credentialTypes,
  ...secretTypes,
  ...objectTypes,
  ...valueTypes,
  ...mathTypes,
  ...systemTypes,
  ...powershellObjectTypes,
  ...errorRecordTypes,
  ...streamTypes,
  ...textStreamTypes,
  ...ioTypes,
  ...listTypes,
  ...comparerTypes,
  ...dictionaryTypes,
  ...queueTypes,
  ...reflectionTypes,
  ...psObjectTypes,
  scriptBlockType,
  { ...dateType, operators: dateOperators },
  { ...spanType, operators: spanOperators },
];
