/** The control of every kind of field. The compiler asks for an entry for each kind that the model knows. */

import { FlowControl } from './controls/FlowControl.tsx'
import { GroupControl } from './controls/GroupControl.tsx'
import { HttpBodyControl } from './controls/HttpBodyControl.tsx'
import { JsonControl } from './controls/JsonControl.tsx'
import { KeptColumnControl, KeptKeyControl, KeptValueControl, LiveTableControl } from './controls/KeptControls.tsx'
import { KeysControl } from './controls/KeysControl.tsx'
import { NumberControl } from './controls/NumberControl.tsx'
import { OptionsControl } from './controls/OptionsControl.tsx'
import { HandedBackControl, ValuesInControl, ValuesOutControl } from './controls/PassedValuesControls.tsx'
import { PromptControl } from './controls/PromptControl.tsx'
import { RecordingAddressControl } from './controls/RecordingAddressControl.tsx'
import { SwitchControl } from './controls/SwitchControl.tsx'
import { TableAssignControl, TableColumnControl, TableControl } from './controls/TableControls.tsx'
import { TextControl } from './controls/TextControl.tsx'
import { IdOrTextControl } from './entities/EntityControl.tsx'
import { BranchesControl } from './exits/BranchesControl.tsx'
import { CasesControl } from './exits/CasesControl.tsx'
import { ChoicesControl } from './exits/ChoicesControl.tsx'
import { RulesControl } from './exits/RulesControl.tsx'
import { TimeRulesControl } from './exits/TimeRulesControl.tsx'
import type { ControlRegistry } from './form/control-kind.ts'
import { isPlainObject } from './form/field-value.ts'
import { isAnything, isList, isOneValue, isSwitch } from './form/shown-control.ts'
import { AssignmentsControl } from './lists/AssignmentsControl.tsx'
import { EndpointsControl } from './lists/EndpointsControl.tsx'
import { HeadersControl } from './lists/HeadersControl.tsx'
import { HttpAssignControl } from './lists/HttpAssignControl.tsx'
import { KeyValuesControl } from './lists/KeyValuesControl.tsx'
import { ListControl } from './lists/ListControl.tsx'
import { RecipientsControl } from './lists/RecipientsControl.tsx'
import { SequenceControl } from './lists/SequenceControl.tsx'
import { SlotsControl } from './lists/SlotsControl.tsx'
import { DayListsControl } from './time/DayListsControl.tsx'
import { DaySwitchControl, SetSwitchControl } from './time/DaySwitchControl.tsx'
import { HolidaysControl } from './time/HolidaysControl.tsx'
import { HoursControl } from './time/HoursControl.tsx'
import { TimezoneControl } from './time/TimezoneControl.tsx'
import { TryLookUp } from './try/TryLookUp.tsx'

export const CONTROLS: ControlRegistry = {
  text: { Control: IdOrTextControl, shows: isOneValue, isLabelled: true },
  'text-area': { Control: TextControl, shows: isOneValue, isLabelled: true },
  markdown: { Control: TextControl, shows: isOneValue },
  number: { Control: NumberControl, shows: isOneValue, isLabelled: true },
  segmented: { Control: OptionsControl, shows: isOneValue },
  select: { Control: OptionsControl, shows: isOneValue, isLabelled: true },
  switch: { Control: SwitchControl, shows: isSwitch },
  prompt: { Control: PromptControl, shows: isPlainObject },
  choices: { Control: ChoicesControl, shows: isList },
  rules: { Control: RulesControl, shows: isList },
  assignments: { Control: AssignmentsControl, shows: isList },
  endpoints: { Control: EndpointsControl, shows: isList },
  'key-values': { Control: KeyValuesControl, shows: isPlainObject, isLabelled: true },
  keys: { Control: KeysControl, shows: isList },
  cases: { Control: CasesControl, shows: isList },
  branches: { Control: BranchesControl, shows: isList },
  hours: { Control: HoursControl, shows: isList },
  holidays: { Control: HolidaysControl, shows: isList },
  'day-lists': { Control: DayListsControl, shows: isList },
  'day-switch': { Control: DaySwitchControl, shows: isOneValue },
  'set-switch': { Control: SetSwitchControl, shows: isOneValue },
  timezone: { Control: TimezoneControl, shows: isOneValue },
  headers: { Control: HeadersControl, shows: isList },
  'http-body': { Control: HttpBodyControl, shows: isAnything },
  'http-assign': { Control: HttpAssignControl, shows: isList, Above: TryLookUp },
  table: { Control: TableControl, shows: isOneValue },
  'table-column': { Control: TableColumnControl, shows: isOneValue },
  'table-assign': { Control: TableAssignControl, shows: isList },
  'live-table': { Control: LiveTableControl, shows: isOneValue },
  'kept-key': { Control: KeptKeyControl, shows: isOneValue },
  'kept-column': { Control: KeptColumnControl, shows: isOneValue },
  'kept-value': { Control: KeptValueControl, shows: isOneValue },
  list: { Control: ListControl, shows: isList, isLabelled: true },
  group: { Control: GroupControl, shows: isPlainObject },
  flow: { Control: FlowControl, shows: isOneValue },
  'values-in': { Control: ValuesInControl, shows: isList },
  'values-out': { Control: ValuesOutControl, shows: isList },
  'handed-back': { Control: HandedBackControl, shows: isList },
  sequence: { Control: SequenceControl, shows: isList },
  recipients: { Control: RecipientsControl, shows: isList },
  'recording-address': { Control: RecordingAddressControl, shows: isOneValue },
  'time-rules': { Control: TimeRulesControl, shows: isList },
  slots: { Control: SlotsControl, shows: isPlainObject },
  json: { Control: JsonControl, shows: isAnything },
}
