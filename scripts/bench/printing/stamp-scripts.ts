import type { Comparison } from "../measurement.ts";
import { startPress } from "./press.ts";
import { designs, latin, type Vocabulary } from "./print-job.ts";

const vocabularies: Record<string, Vocabulary> = {
  Arabic: {
    names: ["عائشة رحمن", "محمد العلي", "فاطمة حسن", "خالد منصور", "ليلى سالم"],
    titles: ["شهادة السلامة المهنية", "فحص السقالات المتقدم", "الإنقاذ في الأماكن المغلقة"],
    places: ["القاهرة", "الرياض", "بيروت"],
  },
  Devanagari: {
    names: ["आयना रहमान", "प्रिया शर्मा", "कृष्ण मूर्ति", "लक्ष्मी देवी", "अर्जुन सिंह"],
    titles: ["सुरक्षा प्रशिक्षण प्रमाणपत्र", "उन्नत मचान निरीक्षण", "विद्युत सुरक्षा"],
    places: ["नई दिल्ली", "मुंबई", "वाराणसी"],
  },
  Thai: {
    names: ["อัยนา เราะห์มาน", "สมชาย ใจดี", "พิมพ์ชนก ศรีสุข", "ธนพล วงศ์ใหญ่"],
    titles: ["ใบรับรองการฝึกอบรมความปลอดภัย", "การตรวจสอบนั่งร้านขั้นสูง"],
    places: ["กรุงเทพมหานคร", "เชียงใหม่", "ขอนแก่น"],
  },
  Chinese: {
    names: ["王小明", "李秀英", "张伟", "刘洋", "陈静", "杨勇"],
    titles: ["安全培训证书", "高级脚手架检查", "密闭空间救援"],
    places: ["北京", "上海", "广州", "成都"],
  },
  Korean: {
    names: ["김민준", "이서연", "박지훈", "최수아", "정하은"],
    titles: ["안전 교육 수료증", "고급 비계 점검", "밀폐 공간 구조"],
    places: ["서울", "부산", "인천"],
  },
};

/** A script whose font is loaded, against Latin. */
export const stampScripts: Comparison[] = Object.entries(vocabularies).map(([name, words]) => ({
  name: `stamp ${name}: times Latin`,
  unit: "µs",
  goal: { atMost: 1.5 },
  concurrency: 1,
  async setup() {
    const [ours, reference] = [await startPress(designs.nine, words), await startPress(designs.nine, latin)];
    return { ours: ours.print, reference: reference.print, teardown: () => {} };
  },
}));
