// Names, titles and particulars as they are written where the script is at home. Nobody is called so on purpose.
import type { Sample } from "./sample.ts";

export const latin: Sample = {
  script: "latin",
  locale: "en",
  recipientName: "Aina Rahman",
  longName: "Maria Aleksandra Konstantina von Hohenfels-Siegmaringen y Fernández de la Vega",
  title: "Advanced Scaffold Inspection",
  issuerName: "Universiti Teknologi Utara",
  publicValues: {
    trainer_name: "Dr. Farah Aziz",
    venue: "Kuala Lumpur",
    instructor: "Prof. Björn Strand",
    duration: "40 hours",
    grade: "With distinction",
    registration_no: "UTU-2026-004417",
    category: "Competent person, class II",
    scope: "Inspection of tubular and system scaffolds up to 40 m",
    authorised_by: "Ir. Nurul Huda binti Osman, Registrar",
    programme: "Occupational safety",
    location: "Kuala Lumpur",
    signatory: "Chloé Lefèvre",
  },
};

const arabic: Sample = {
  script: "arabic",
  locale: "ar",
  recipientName: "فاطمة الزهراء العلوي",
  longName: "عبد الرحمن بن محمد بن عبد العزيز بن سليمان آل عبد اللطيف القحطاني",
  title: "التفتيش المتقدم على السقالات",
  issuerName: "جامعة الشمال للتقنية",
  publicValues: {
    trainer_name: "د. خالد المنصوري",
    venue: "أبوظبي",
    instructor: "أ. د. ليلى حداد",
    duration: "٤٠ ساعة",
    grade: "مع مرتبة الشرف",
    registration_no: "UTU-2026-004417",
    category: "شخص مختص، الفئة الثانية",
    scope: "تفتيش السقالات حتى ارتفاع ٤٠ متراً",
    authorised_by: "م. سعاد العتيبي، أمين السجل",
    programme: "السلامة المهنية",
    location: "أبوظبي",
    signatory: "نور الهاشمي",
  },
};

const devanagari: Sample = {
  script: "devanagari",
  locale: "hi",
  recipientName: "अनन्या श्रीवास्तव",
  longName: "श्रीमती लक्ष्मीप्रिया विश्वनाथ कृष्णमूर्ति त्रिपाठी चट्टोपाध्याय",
  title: "उन्नत मचान निरीक्षण प्रशिक्षण",
  issuerName: "उत्तर प्रौद्योगिकी विश्वविद्यालय",
  publicValues: {
    trainer_name: "डॉ. राजेश कुमार",
    venue: "नई दिल्ली",
    instructor: "प्रो. मीनाक्षी अय्यर",
    duration: "४० घंटे",
    grade: "विशेष योग्यता सहित",
    registration_no: "UTU-2026-004417",
    category: "सक्षम व्यक्ति, द्वितीय श्रेणी",
    scope: "४० मीटर तक के मचानों का निरीक्षण",
    authorised_by: "श्री हर्षवर्धन मिश्र, कुलसचिव",
    programme: "व्यावसायिक सुरक्षा",
    location: "नई दिल्ली",
    signatory: "स्नेहा जोशी",
  },
};

const chinese: Sample = {
  script: "chinese",
  locale: "zh",
  recipientName: "王晓明",
  longName: "买买提·阿不都热合曼·伊敏·托合提·吐尔逊江",
  title: "高级脚手架安全检查",
  issuerName: "北岭理工大学",
  publicValues: {
    trainer_name: "李慧博士",
    venue: "深圳",
    instructor: "陈志远教授",
    duration: "四十学时",
    grade: "优秀",
    registration_no: "UTU-2026-004417",
    category: "二级专业人员",
    scope: "四十米以下钢管及盘扣式脚手架的检查",
    authorised_by: "教务处处长 赵文清",
    programme: "职业安全",
    location: "深圳",
    signatory: "周雅琴",
  },
};

const thai: Sample = {
  script: "thai",
  locale: "th",
  recipientName: "ณัฐกานต์ ศรีสุวรรณ",
  longName: "ปิยะพงษ์ศักดิ์ วัฒนไพบูลย์กิจเจริญรัตน์ ณ นครศรีบุรีรมย์",
  title: "การตรวจสอบนั่งร้านขั้นสูง",
  issuerName: "มหาวิทยาลัยเทคโนโลยีเหนือ",
  publicValues: {
    trainer_name: "ดร. วิภาวดี ทองคำ",
    venue: "กรุงเทพมหานคร",
    instructor: "ศ. ธนกฤต บุญมี",
    duration: "๔๐ ชั่วโมง",
    grade: "เกียรตินิยม",
    registration_no: "UTU-2026-004417",
    category: "ผู้ชำนาญการ ระดับสอง",
    scope: "การตรวจสอบนั่งร้านสูงไม่เกิน ๔๐ เมตร",
    authorised_by: "นายทะเบียน สุนทรี แก้วใส",
    programme: "ความปลอดภัยในการทำงาน",
    location: "กรุงเทพมหานคร",
    signatory: "กมลชนก ใจดี",
  },
};

export const samples: readonly Sample[] = [latin, arabic, devanagari, chinese, thai];
