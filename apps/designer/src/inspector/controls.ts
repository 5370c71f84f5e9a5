/** The control of every kind of field. */
import { AssignmentsControl } from './AssignmentsControl.tsx'
import { BranchesControl } from './BranchesControl.tsx'
import { CasesControl } from './CasesControl.tsx'
import { ChoicesControl } from './ChoicesControl.tsx'
import type { ControlRegistry } from './control-props.ts'
import { DayListsControl } from './DayListsControl.tsx'
import { DaySwitchControl, SetSwitchControl } from './DaySwitchControl.tsx'
import { EndpointsControl } from './EndpointsControl.tsx'
import { FlowControl } from './FlowControl.tsx'
import { GroupControl } from './GroupControl.tsx'
import { HeadersControl } from './HeadersControl.tsx'
import { HolidaysControl } from './HolidaysControl.tsx'
import { HoursControl } from './HoursControl.tsx'
import { HttpAssignControl } from './HttpAssignControl.tsx'
import { HttpBodyControl } from './HttpBodyControl.tsx'
import { JsonControl } from './JsonControl.tsx'
import { KeptColumnControl, KeptKeyControl, KeptValueControl, LiveTableControl } from './KeptControls.tsx'
import { KeysControl } from './KeysControl.tsx'
import { KeyValuesControl } from './KeyValuesControl.tsx'
import { ListControl } from './ListControl.tsx'
import { NumberControl } from './NumberControl.tsx'
import { OptionsControl } from './OptionsControl.tsx'
import { HandedBackControl, ValuesInControl, ValuesOutControl } from './PassedValuesControls.tsx'
import { PromptControl } from './PromptControl.tsx'
import { RecipientsControl } from './RecipientsControl.tsx'
import { RecordingAddressControl } from './RecordingAddressControl.tsx'
import { RulesControl } from './RulesControl.tsx'
import { SequenceControl } from './SequenceControl.tsx'
import { SlotsControl } from './SlotsControl.tsx'
import { SwitchControl } from './SwitchControl.tsx'
import { TableAssignControl, TableColumnControl, TableControl } from './TableControls.tsx'
import { TextControl } from './TextControl.tsx'
import { TimeRulesControl } from './TimeRulesControl.tsx'
import { TimezoneControl } from './TimezoneControl.tsx'

export const CONTROLS: ControlRegistry = {
  text: TextControl,
  'text-area': TextControl,
  markdown: TextControl,
  number: NumberControl,
  segmented: OptionsControl,
  select: OptionsControl,
  switch: SwitchControl,
  prompt: PromptControl,
  choices: ChoicesControl,
  rules: RulesControl,
  assignments: AssignmentsControl,
  endpoints: EndpointsControl,
  'key-values': KeyValuesControl,
  keys: KeysControl,
  cases: CasesControl,
  branches: BranchesControl,
  hours: HoursControl,
  holidays: HolidaysControl,
  'day-lists': DayListsControl,
  'day-switch': DaySwitchControl,
  'set-switch': SetSwitchControl,
  timezone: TimezoneControl,
  headers: HeadersControl,
  'http-body': HttpBodyControl,
  'http-assign': HttpAssignControl,
  table: TableControl,
  'table-column': TableColumnControl,
  'table-assign': TableAssignControl,
  'live-table': LiveTableControl,
  'kept-key': KeptKeyControl,
  'kept-column': KeptColumnControl,
  'kept-value': KeptValueControl,
  list: ListControl,
  group: GroupControl,
  flow: FlowControl,
  'values-in': ValuesInControl,
  'values-out': ValuesOutControl,
  'handed-back': HandedBackControl,
  sequence: SequenceControl,
  recipients: RecipientsControl,
  'recording-address': RecordingAddressControl,
  'time-rules': TimeRulesControl,
  slots: SlotsControl,
  json: JsonControl,
}
