/** The control of every kind of field. */

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
import { BranchesControl } from './exits/BranchesControl.tsx'
import { CasesControl } from './exits/CasesControl.tsx'
import { ChoicesControl } from './exits/ChoicesControl.tsx'
import { RulesControl } from './exits/RulesControl.tsx'
import { TimeRulesControl } from './exits/TimeRulesControl.tsx'
import type { ControlRegistry } from './form/control-props.ts'
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
