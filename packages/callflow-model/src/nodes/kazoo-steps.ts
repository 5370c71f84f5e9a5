/** Every KAZOO module, in the palette's order. A new one is a file and a line here. */

import type { KazooStepDefinition } from './contract/kazoo-step.ts'
import { acdcAgent } from './kazoo/acdc-agent.ts'
import { acdcMember } from './kazoo/acdc-member.ts'
import { acdcQueue } from './kazoo/acdc-queue.ts'
import { acdcWaitTime } from './kazoo/acdc-wait-time.ts'
import { afterBridge } from './kazoo/after-bridge.ts'
import { answer } from './kazoo/answer.ts'
import { audioMacro } from './kazoo/audio-macro.ts'
import { branchBnumber } from './kazoo/branch-bnumber.ts'
import { branchVariable } from './kazoo/branch-variable.ts'
import { callForward } from './kazoo/call-forward.ts'
import { callPickup } from './kazoo/call-pickup.ts'
import { callWaiting } from './kazoo/call-waiting.ts'
import { callflow } from './kazoo/callflow.ts'
import { campingFeature } from './kazoo/camping-feature.ts'
import { checkCid } from './kazoo/check-cid.ts'
import { cidlistmatch } from './kazoo/cidlistmatch.ts'
import { collectDtmf } from './kazoo/collect-dtmf.ts'
import { conference } from './kazoo/conference.ts'
import { conferenceFeature } from './kazoo/conference-feature.ts'
import { deadAir } from './kazoo/dead-air.ts'
import { detectSpeech } from './kazoo/detect-speech.ts'
import { device } from './kazoo/device.ts'
import { directory } from './kazoo/directory.ts'
import { disa } from './kazoo/disa.ts'
import { doNotDisturb } from './kazoo/do-not-disturb.ts'
import { doorman } from './kazoo/doorman.ts'
import { dynamicCid } from './kazoo/dynamic-cid.ts'
import { eavesdrop } from './kazoo/eavesdrop.ts'
import { eavesdropFeature } from './kazoo/eavesdrop-feature.ts'
import { edr } from './kazoo/edr.ts'
import { faxDetect } from './kazoo/fax-detect.ts'
import { faxbox } from './kazoo/faxbox.ts'
import { flushDtmf } from './kazoo/flush-dtmf.ts'
import { storedFunction } from './kazoo/function.ts'
import { group } from './kazoo/group.ts'
import { groupPickup } from './kazoo/group-pickup.ts'
import { groupPickupFeature } from './kazoo/group-pickup-feature.ts'
import { hangup } from './kazoo/hangup.ts'
import { hotdesk } from './kazoo/hotdesk.ts'
import { intercept } from './kazoo/intercept.ts'
import { interceptFeature } from './kazoo/intercept-feature.ts'
import { intercom } from './kazoo/intercom.ts'
import { language } from './kazoo/language.ts'
import { lookupcidname } from './kazoo/lookupcidname.ts'
import { manualPresence } from './kazoo/manual-presence.ts'
import { menu } from './kazoo/menu.ts'
import { missedCallAlert } from './kazoo/missed-call-alert.ts'
import { move } from './kazoo/move.ts'
import { nomorobo } from './kazoo/nomorobo.ts'
import { noop } from './kazoo/noop.ts'
import { notification } from './kazoo/notification.ts'
import { offnet } from './kazoo/offnet.ts'
import { pageGroup } from './kazoo/page-group.ts'
import { park } from './kazoo/park.ts'
import { pivot } from './kazoo/pivot.ts'
import { play } from './kazoo/play.ts'
import { prependCid } from './kazoo/prepend-cid.ts'
import { privacy } from './kazoo/privacy.ts'
import { receiveFax } from './kazoo/receive-fax.ts'
import { recordCall } from './kazoo/record-call.ts'
import { recordCaller } from './kazoo/record-caller.ts'
import { resources } from './kazoo/resources.ts'
import { response } from './kazoo/response.ts'
import { ringGroup } from './kazoo/ring-group.ts'
import { ringGroupToggle } from './kazoo/ring-group-toggle.ts'
import { routeToCid } from './kazoo/route-to-cid.ts'
import { sendDtmf } from './kazoo/send-dtmf.ts'
import { set } from './kazoo/set.ts'
import { setAlertInfo } from './kazoo/set-alert-info.ts'
import { setCid } from './kazoo/set-cid.ts'
import { setVariable } from './kazoo/set-variable.ts'
import { setVariables } from './kazoo/set-variables.ts'
import { skel } from './kazoo/skel.ts'
import { sleep } from './kazoo/sleep.ts'
import { temporalRoute } from './kazoo/temporal-route.ts'
import { tones } from './kazoo/tones.ts'
import { transfer } from './kazoo/transfer.ts'
import { tts } from './kazoo/tts.ts'
import { user } from './kazoo/user.ts'
import { voicemail } from './kazoo/voicemail.ts'
import { waitForHangup } from './kazoo/wait-for-hangup.ts'
import { webhook } from './kazoo/webhook.ts'

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
