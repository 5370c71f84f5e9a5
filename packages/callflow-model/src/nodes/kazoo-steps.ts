/** Every KAZOO module that can be drawn, in the palette's order. A new one is a file and a line here. */
import { branchVariable } from './branch-variable.ts'
import { callflow } from './callflow.ts'
import { collectDtmf } from './collect-dtmf.ts'
import { conference } from './conference.ts'
import type { KazooStepDefinition } from './define-node.ts'
import { device } from './device.ts'
import { hangup } from './hangup.ts'
import { menu } from './menu.ts'
import { noop } from './noop.ts'
import { pivot } from './pivot.ts'
import { play } from './play.ts'
import { prependCid } from './prepend-cid.ts'
import { recordCall } from './record-call.ts'
import { recordCaller } from './record-caller.ts'
import { resources } from './resources.ts'
import { response } from './response.ts'
import { ringGroup } from './ring-group.ts'
import { setCid } from './set-cid.ts'
import { setVariables } from './set-variables.ts'
import { sleep } from './sleep.ts'
import { tts } from './tts.ts'
import { user } from './user.ts'
import { voicemail } from './voicemail.ts'

export const kazooSteps: readonly KazooStepDefinition[] = [
  tts,
  play,
  menu,
  collectDtmf,
  setVariables,
  branchVariable,
  ringGroup,
  user,
  device,
  resources,
  callflow,
  conference,
  voicemail,
  recordCall,
  recordCaller,
  setCid,
  prependCid,
  response,
  hangup,
  sleep,
  pivot,
  noop,
]
