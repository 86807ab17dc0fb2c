import type { Messages } from "./english.ts";

export const chinese: Messages = {
  register: "证书登记簿",
  footer: "本页面不设置任何 Cookie，也不向任何其他网站请求内容。每次查询都会连同时间和国家或地区记入日志，但绝不记录 IP 地址。",
  language: "语言",
  sandboxNotice: "测试环境：并非真实证书",
  live: {
    verified: {
      headline: "有效",
      sentence: "本证书由下列颁发机构颁发。其记录未经改动，证书既未被撤销，也未过期。",
    },
    revoked: {
      headline: "已撤销",
      sentence: "颁发机构已永久撤销本证书。不得以本证书为依据。",
    },
    expired: {
      headline: "已过期",
      sentence: "本证书确已颁发，其记录未经改动，但已于 {date} 过期。",
    },
    invalid: {
      headline: "记录已被改动",
      sentence: "所存记录与颁发时的哈希值已不一致。此处不显示其任何内容，不得以该记录为依据。",
    },
    not_found: {
      headline: "未找到",
      sentence: "登记簿中没有与此网址对应的证书。",
    },
    otherFile: {
      headline: "并非所颁发的文件",
      sentence:
        "所选文件不是随本证书颁发的文件：它被改动过、被重新保存过，或者是另一个文件。请以本页面的内容为准，不要以该文件为准。",
    },
  },
  sandbox: {
    verified: {
      headline: "测试环境：并非真实证书",
      sentence: "这是一条测试记录。它通过了下列检查，但不证明任何事项。",
    },
    revoked: {
      headline: "已撤销的测试记录",
      sentence: "这是一条已被撤销的测试记录。它从未证明过任何事项。",
    },
    expired: {
      headline: "已过期的测试记录",
      sentence: "这是一条已超过有效期的测试记录。它从未证明过任何事项。",
    },
    invalid: {
      headline: "被改动的测试记录",
      sentence: "此测试记录与颁发时的哈希值已不一致。此处不显示其任何内容。",
    },
    not_found: {
      headline: "未找到测试记录",
      sentence: "测试环境中没有与此网址对应的测试记录。",
    },
    otherFile: {
      headline: "并非该测试记录的文件",
      sentence: "所选文件不是随此测试记录生成的文件。无论如何，它都不证明任何事项。",
    },
  },
  checks: {
    title: "检查项目",
    passed: "通过",
    failed: "未通过",
    notMade: "未进行",
    notLookedAt: "未查看。",
    checkedAt: "检查时间：{date}，即请求本页面之时。",
    record: { name: "记录", found: "登记簿中有此记录。", missing: "登记簿中没有与此网址对应的记录。" },
    hash: {
      name: "哈希值",
      equal: "根据记录重新计算的哈希值与颁发时的一致。",
      differs: "根据记录重新计算的哈希值与颁发时的不一致。",
    },
    revocation: { name: "撤销", none: "颁发机构未作撤销。", revoked: "撤销时间：{date}。" },
    expiry: {
      name: "有效期",
      none: "未设到期日期。",
      expired: "已过期，到期时间：{date}。",
      expires: "到期时间：{date}。",
    },
    domain: {
      name: "颁发机构的域名",
      proven: "颁发机构已于 {date} 证明 {domain} 归其所有。",
      unproven: "颁发机构未证明其拥有任何域名。其名称为自行声明。",
    },
    file: {
      name: "文件",
      pdf: "所选文件与所颁发的 PDF 逐字节一致。",
      record: "所选文件逐字节包含所颁发的记录。",
      other: "所选文件与所颁发的内容并非逐字节一致。",
    },
  },
  record: {
    title: "证书",
    picture: "证书图片",
    recipient: "获证者",
    issuer: "颁发机构",
    issuedOn: "颁发日期",
    revokedOn: "撤销日期",
    reason: "原因",
    noReason: "颁发机构未说明原因。",
    expiresOn: "到期日期",
    noExpiry: "无到期日期",
    certificateId: "证书编号",
  },
  proof: {
    title: "证书哈希值",
    summary: "如何重新计算",
    meaning:
      "该哈希值是下方文本的 SHA-256，采用 UTF-8 编码，末尾不含换行符；该文本即证书记录的 RFC 8785 规范形式。其中的电子邮件地址和非公开的值仅以加盐摘要的形式出现。",
    command: "从登记簿获取该文本，并在您自己的计算机上计算其哈希值：",
    pdfHash: "所颁发 PDF 的 SHA-256",
  },
  keep: {
    title: "保存与转发",
    pdf: "下载 PDF",
    png: "下载图片",
    noFilesTitle: "此链接没有文件",
    noFiles: "此文件链接已过期，或已随证书一并失效。请向颁发机构索取新链接。",
    receipt: "下载经签名的核验回执",
    receiptMeaning:
      "回执载明查询了什么、查到了什么以及查询时间，并由本登记簿签名。即使本页面不复存在，任何人都可以用本登记簿公布的密钥核验回执。",
    json: "以 JSON 格式打开",
    badge: "用于网页的徽章",
    card: "用于网页的卡片",
    linkedIn: "添加到 LinkedIn",
    linkedInMeaning: "如果表单仍为空白，请将以下内容复制到表单中：",
    name: "名称",
    organization: "颁发机构",
    issueDate: "颁发日期",
    expirationDate: "到期日期",
    credentialId: "证书编号",
    credentialUrl: "证书链接",
  },
  help: {
    title: "请重试",
    sentence:
      "网址区分大小写；如果印制的网址在编号之前有一个名称，该名称也是网址的一部分。如果网址与印制的完全一致，请向颁发机构查询。",
  },
  landing: {
    title: "核验证书",
    lead: "请输入证书上印制的网址或证书编号。登记簿会告知该证书是否已颁发、其记录是否未经改动，以及它是否已被撤销或已过期。",
    label: "证书编号或网址",
    button: "核验",
    refused: "这既不是证书编号，也不是本登记簿的网址。编号只含字母、数字、点、连字符和下划线，最多 64 个字符。",
    scan: "扫描 QR 码",
    stopScanning: "停止",
    noCamera: "无法使用摄像头。请改为输入网址。",
    otherCode: "该 QR 码不是本登记簿中证书的网址。",
  },
  file: {
    title: "核验文件",
    lead: "请选择您收到的 PDF 或 JSON 记录。文件只在本设备上读取，绝不会被发送：仅比对其哈希值和其中的编号。",
    label: "PDF 或 JSON 文件",
    drop: "或将文件拖放到此处。",
    reading: "正在读取文件……",
    nameless: "此文件未指明本登记簿中的任何证书。如果它本应指明，则它已被改动或重新保存：请核验文件上印制的编号。",
    unread: "此网址询问的是一个文件。只有在下方选择该文件本身，才能得知它是否为所颁发的文件。",
    tooLarge: "此文件超过 200 MB，大于任何证书。",
    failed: "无法读取此文件。",
    noScript:
      "核验文件需要 JavaScript，因为文件不得离开您的设备。若不使用 JavaScript，请将文件的 SHA-256 与证书页面上的进行比对。",
  },
  missing: {
    title: "页面不存在",
    sentence: "此网址不是证书的网址。请与证书上印制的网址核对。",
  },
  busy: {
    title: "查询过多",
    sentence: "您的 IP 地址在一分钟内查询了大量证书。这不说明该证书的任何情况。请一分钟后再试。",
  },
  failure: {
    title: "无法核验",
    sentence: "登记簿没有响应。这不说明该证书的任何情况：既不支持其有效，也不否定其有效。请一分钟后再试。",
    requestId: "如果问题持续存在，请将此请求编号告知我们：",
  },
};
