/** 22 不收不送红包告知书 (domain.md §5): signed by the patient's side and the medical staff; of no case. */
import { date, line, note, outgoing, signature, text } from './fields.js';

export const noGifts = outgoing({
  id: 'no-gifts',
  series: '22',
  title: ['不收不送红包告知书', 'Notice: no red envelopes, given or taken'],
  notice: ['一份交患者，一份存入病历。', 'One copy for the patient, one for the file.'],
  pieces: [
    text('patient_name', '患者姓名', 'Patient'),
    text('admission_no', '住院号', 'Admission no.'),
    text('department', '科室', 'Department'),
    text('doctor', '主管医师', 'Doctor in charge'),
    date('told_on', '告知日期', 'Told on'),
    text('contact_phone', '监督电话', 'Telephone for complaints'),
    note(
      '医务人员承诺：不收受、不索要患者及亲友的红包、礼品、有价证券、电子红包和宴请；不收受医药企业的回扣；送不送，都一样用心诊治。',
      'The staff promise: to take and ask for no red envelope, gift, voucher, electronic transfer or invitation from patients or those close to them, and no kickback from companies; to treat everybody with the same care.',
    ),
    note(
      '患者及亲友承诺：不向医务人员送红包、礼品、有价证券、电子红包，不宴请。遇到暗示、索要的，请打监督电话，或用本单位的举报网页。',
      'The patient and those close to them promise: to give no red envelope, gift, voucher, electronic transfer or invitation. If anybody hints at one or asks for one, please call the number above or use our reporting page.',
    ),
    line('remark', '备注', 'Remark'),
    signature('patient_signature', '患者（亲属）', 'Patient or relative'),
    signature('doctor_signature', '医务人员', 'Medical staff', 2),
  ],
});
