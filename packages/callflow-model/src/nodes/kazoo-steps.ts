/** Every KAZOO module, in the palette's order. A new one is a file and a line here. */

import { acdcAgent } from './acdc-agent.ts'
import { acdcMember } from './acdc-member.ts'
import { acdcQueue } from './acdc-queue.ts'
import { acdcWaitTime } from './acdc-wait-time.ts'
import { afterBridge } from './after-bridge.ts'
import { answer } from './answer.ts'
import { audioMacro } from './audio-macro.ts'
import { branchBnumber } from './branch-bnumber.ts'
import { branchVariable } from './branch-variable.ts'
import { callForward } from './call-forward.ts'
import { callPickup } from './call-pickup.ts'
import { callWaiting } from './call-waiting.ts'
import { callflow } from './callflow.ts'
import { campingFeature } from './camping-feature.ts'
import { checkCid } from './check-cid.ts'
import { cidlistmatch } from './cidlistmatch.ts'
import { collectDtmf } from './collect-dtmf.ts'
import { conference } from './conference.ts'
import { conferenceFeature } from './conference-feature.ts'
import { deadAir } from './dead-air.ts'
import type { KazooStepDefinition } from './define-node.ts'
import { detectSpeech } from './detect-speech.ts'
import { device } from './device.ts'
import { directory } from './directory.ts'
import { disa } from './disa.ts'
import { doNotDisturb } from './do-not-disturb.ts'
import { doorman } from './doorman.ts'
import { dynamicCid } from './dynamic-cid.ts'
import { eavesdrop } from './eavesdrop.ts'
import { eavesdropFeature } from './eavesdrop-feature.ts'
import { edr } from './edr.ts'
import { faxDetect } from './fax-detect.ts'
import { faxbox } from './faxbox.ts'
import { flushDtmf } from './flush-dtmf.ts'
import { storedFunction } from './function.ts'
import { group } from './group.ts'
import { groupPickup } from './group-pickup.ts'
import { groupPickupFeature } from './group-pickup-feature.ts'
import { hangup } from './hangup.ts'
import { hotdesk } from './hotdesk.ts'
import { intercept } from './intercept.ts'
import { interceptFeature } from './intercept-feature.ts'
import { intercom } from './intercom.ts'
import { language } from './language.ts'
import { lookupcidname } from './lookupcidname.ts'
import { manualPresence } from './manual-presence.ts'
import { menu } from './menu.ts'
import { missedCallAlert } from './missed-call-alert.ts'
import { move } from './move.ts'
import { nomorobo } from './nomorobo.ts'
import { noop } from './noop.ts'
import { notification } from './notification.ts'
import { offnet } from './offnet.ts'
import { pageGroup } from './page-group.ts'
import { park } from './park.ts'
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
import { ringGroupToggle } from './ring-group-toggle.ts'
import { routeToCid } from './route-to-cid.ts'
import { sendDtmf } from './send-dtmf.ts'
import { set } from './set.ts'
import { setAlertInfo } from './set-alert-info.ts'
import { setCid } from './set-cid.ts'
import { setVariable } from './set-variable.ts'
import { setVariables } from './set-variables.ts'
import { skel } from './skel.ts'
import { sleep } from './sleep.ts'
import { temporalRoute } from './temporal-route.ts'
import { tones } from './tones.ts'
import { transfer } from './transfer.ts'
import { tts } from './tts.ts'
import { user } from './user.ts'
import { voicemail } from './voicemail.ts'
import { waitForHangup } from './wait-for-hangup.ts'
import { webhook } from './webhook.ts'

export const kazooSteps: readonly KazooStepDefinition[] = [
  tts,
  play,
  audioMacro,
  tones,
  language,
  menu,
  collectDtmf,
  directory,
  detectSpeech,
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
  doorman,
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
  answer,
  response,
  hangup,
  sleep,
  deadAir,
  waitForHangup,
  afterBridge,
  setAlertInfo,
  sendDtmf,
  doNotDisturb,
  callForward,
  callWaiting,
  hotdesk,
  park,
  intercom,
  groupPickup,
  groupPickupFeature,
  callPickup,
  intercept,
  interceptFeature,
  move,
  campingFeature,
  eavesdrop,
  eavesdropFeature,
  disa,
  ringGroupToggle,
  manualPresence,
  pivot,
  webhook,
  notification,
  missedCallAlert,
  edr,
  storedFunction,
  noop,
  skel,
]
