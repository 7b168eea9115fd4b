export const english = {
  locale: 'en-GB',
  screensLabel: 'Screens',
  toPlan: 'Plan',
  screens: { lockers: 'Lockers', transfers: 'Transfers', password: 'Password' },
  notReached: 'The server does not answer. Try again in a moment.',
  overdue: 'Too long in a locker',
  noneOverdue: 'No parcel waits longer than it may.',
  noBanks: 'No table of delivery modes tells of a bank of lockers.',
  order: 'Order', bank: 'Bank', compartment: 'Compartment', since: 'Since', until: 'Until', next: 'Next step', day: 'Day', state: 'State',
  parcelNext: { expired: 'The next plan of a day fetches it.', deposited: 'Its time is over: it expires within a minute.' } as Record<string, string>,
  takenOut: 'Taken out',
  compartments: 'Compartments by size',
  size: 'Size', count: 'There are', inside: 'Hold a parcel', promised: 'Kept for one', broken: 'Broken', free: 'Free',
  overTime: 'Most parcels at once, by day',
  asTable: 'As a table',
  most: 'Most at once',
  outOf: (what: string) => `Out of service: ${what}.`,
  wholeBank: 'all of it',
  chartOf: (most: number, all: number) => `At most ${most} of ${all} compartments were in use at once in the last two weeks.`,
  all: 'all', more: 'More', number: 'Number', fromTo: 'From → to', goods: 'Goods', reason: 'Reason', cancelling: 'Cancel …',
  pieces: (pieces: number, skus: number) => `${pieces} piece${pieces === 1 ? '' : 's'}, ${skus} SKU${skus === 1 ? '' : 's'}`,
  noTransfers: 'No transfer is in this state.',
  transferStates: { requested: 'requested', planned: 'planned', shipped: 'shipped', received: 'received', cancelled: 'cancelled' },
  transferNext: { requested: 'The next plan of its day takes it along, or ship it by hand.', planned: 'It leaves with its vehicle.', shipped: 'Receive it at the target.', received: 'Nothing is left to do.', cancelled: 'Nothing is left to do.' },
  transferSteps: { ship: 'Ship', receive: 'Receive all', cancel: 'Cancel it' },
  passwordHelp: 'Choose another password. You stay signed in here; everywhere else you are signed out.',
  oldPassword: 'Password of now', newPassword: 'New password', newAgain: 'New password once more',
  change: 'Change', changed: 'The password is changed.', othersEnded: 'All your other sessions have ended.',
  notTheSame: 'The new passwords are not the same.', oldWrong: 'The password of now is another one.',
  tooMany: 'Too many attempts failed. Try again in ten minutes.',
};

export type Words = typeof english;

export const chinese: Words = {
  locale: 'zh-CN',
  screensLabel: '页面',
  toPlan: '计划',
  screens: { lockers: '储物柜', transfers: '调拨', password: '密码' },
  notReached: '服务器没有响应，请稍后再试。',
  overdue: '超时未取',
  noneOverdue: '没有超时未取的包裹。',
  noBanks: '配送方式表中没有储物柜。',
  order: '订单', bank: '柜组', compartment: '格口', since: '开始', until: '截止', next: '下一步', day: '日期', state: '状态',
  parcelNext: { expired: '下一次日计划会取回。', deposited: '已到期：一分钟内失效。' },
  takenOut: '已取出',
  compartments: '按尺寸的格口',
  size: '尺寸', count: '总数', inside: '有包裹', promised: '已预留', broken: '故障', free: '空闲',
  overTime: '每日同时最多包裹数',
  asTable: '以表格显示',
  most: '同时最多',
  outOf: (what) => `停用：${what}。`,
  wholeBank: '整组',
  chartOf: (most, all) => `最近两周同时最多使用 ${all} 个格口中的 ${most} 个。`,
  all: '全部', more: '更多', number: '编号', fromTo: '从 → 到', goods: '货物', reason: '原因', cancelling: '取消……',
  pieces: (pieces, skus) => `${skus} 种共 ${pieces} 件`,
  noTransfers: '没有此状态的调拨。',
  transferStates: { requested: '已申请', planned: '已计划', shipped: '已发出', received: '已收货', cancelled: '已取消' },
  transferNext: { requested: '当日的下一次计划会带走，也可手动发出。', planned: '随车辆发出。', shipped: '在目的仓库收货。', received: '已完成。', cancelled: '已完成。' },
  transferSteps: { ship: '发出', receive: '全部收货', cancel: '确认取消' },
  passwordHelp: '请设置新密码。您在此处保持登录，其他地方将退出登录。',
  oldPassword: '当前密码', newPassword: '新密码', newAgain: '再次输入新密码',
  change: '修改', changed: '密码已修改。', othersEnded: '您的其他会话均已结束。',
  notTheSame: '两次输入的新密码不一致。', oldWrong: '当前密码不正确。',
  tooMany: '失败次数过多，请十分钟后再试。',
};

/** Return a day for people. */
export function dayText(day: string, { locale }: Words): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
}

/** Return a moment by the clock of the reader. */
export function momentText(moment: string, { locale }: Words): string {
  return new Date(moment).toLocaleString(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}
