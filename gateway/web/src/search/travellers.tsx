/** Who travels: adults, and each child with its age. */
import { FORM_LIMITS } from "../state/search-fields.ts";
import { fields, setFields } from "../state/search-state.ts";
import { controlOf, Field, plainControl } from "./field.tsx";

const CHILDREN_MAX = FORM_LIMITS.travellersMax - 1;
const AGES = Array.from({ length: FORM_LIMITS.ageMax + 1 }, (_, age) => String(age));

export function Travellers() {
  const { ages } = fields.value;
  const setCount = (text: string) => {
    const count = Math.min(Math.max(Math.trunc(Number(text)) || 0, 0), CHILDREN_MAX);
    setFields({ ages: Array.from({ length: count }, (_, i) => ages[i] ?? "") });
  };
  return (
    <>
      <Field name="adults">
        <input {...plainControl("adults")} type="number" min="1" max={FORM_LIMITS.travellersMax} />
      </Field>
      <Field name="children" hint={`to ${FORM_LIMITS.ageMax}`}>
        <input
          {...controlOf("children")}
          type="number"
          min="0"
          max={CHILDREN_MAX}
          value={ages.length}
          onInput={(event) => setCount(event.currentTarget.value)}
        />
      </Field>
      {ages.map((age, i) => (
        <Age key={String(i)} index={i} age={age} />
      ))}
    </>
  );
}

function Age({ index, age }: { index: number; age: string }) {
  const id = `age${index + 1}`;
  const set = (value: string) =>
    setFields({ ages: fields.value.ages.map((one, i) => (i === index ? value : one)) });
  return (
    <div class="field">
      <label for={id}>Age of child {index + 1}</label>
      <select id={id} value={age} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">not said</option>
        {AGES.map((years) => (
          <option key={years} value={years}>
            {years}
          </option>
        ))}
      </select>
    </div>
  );
}
