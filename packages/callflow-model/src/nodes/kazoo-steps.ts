/** Every KAZOO module that can be drawn, in the palette's order. A new one is a file and a line here. */

import { acdcAgent } from './acdc-agent.ts'
import { acdcMember } from './acdc-member.ts'
import { acdcQueue } from './acdc-queue.ts'
import { acdcWaitTime } from './acdc-wait-time.ts'
import { audioMacro } from './audio-macro.ts'
import { branchBnumber } from './branch-bnumber.ts'
import { branchVariable } from './branch-variable.ts'
import { callflow } from './callflow.ts'
import { checkCid } from './check-cid.ts'
import { cidlistmatch } from './cidlistmatch.ts'
import { collectDtmf } from './collect-dtmf.ts'
import { conference } from './conference.ts'
import { conferenceFeature } from './conference-feature.ts'
import type { KazooStepDefinition } from './define-node.ts'
import { device } from './device.ts'
import { directory } from './directory.ts'
import { dynamicCid } from './dynamic-cid.ts'
import { faxDetect } from './fax-detect.ts'
import { faxbox } from './faxbox.ts'
import { flushDtmf } from './flush-dtmf.ts'
import { group } from './group.ts'
import { hangup } from './hangup.ts'
import { language } from './language.ts'
import { lookupcidname } from './lookupcidname.ts'
import { menu } from './menu.ts'
import { nomorobo } from './nomorobo.ts'
import { noop } from './noop.ts'
import { offnet } from './offnet.ts'
import { pageGroup } from './page-group.ts'
import { pivot } from './pivot.ts'
import { play } from './play.ts'
import { prependCid } from './prepend-cid.ts'
import { privacy } from './privacy.ts'
import { receiveFax } from './receive-fax.ts'
import { recordCall } from './record-call.ts'
import { recordCaller } from './record-caller.ts'
import { resources } from './resources.ts'
import { response } from './response.ts'
import { ringGroup } from './ring-group.ts'
import { routeToCid } from './route-to-cid.ts'
import { set } from './set.ts'
import { setCid } from './set-cid.ts'
import { setVariable } from './set-variable.ts'
import { setVariables } from './set-variables.ts'
import { sleep } from './sleep.ts'
import { temporalRoute } from './temporal-route.ts'
import { transfer } from './transfer.ts'
import { tts } from './tts.ts'
import { user } from './user.ts'
import { voicemail } from './voicemail.ts'

export const kazooSteps: readonly KazooStepDefinition[] = [
  tts,
  play,
  audioMacro,
  language,
  menu,
  collectDtmf,
  directory,
  flushDtmf,
  setVariables,
  branchVariable,
  branchBnumber,
  temporalRoute,
  setVariable,
  ringGroup,
  user,
  device,
  group,
  resources,
  offnet,
  callflow,
  transfer,
  routeToCid,
  pageGroup,
  conference,
  conferenceFeature,
  acdcMember,
  acdcWaitTime,
  set,
  acdcQueue,
  acdcAgent,
  voicemail,
  faxDetect,
  faxbox,
  receiveFax,
  recordCall,
  recordCaller,
  setCid,
  prependCid,
  dynamicCid,
  privacy,
  checkCid,
  cidlistmatch,
  lookupcidname,
  nomorobo,
  response,
  hangup,
  sleep,
  pivot,
  noop,
]
