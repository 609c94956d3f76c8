"""Taking files apart: each row is a page as the web makes it, with its documents and its furniture marked.

Markup: ``{D type|…}`` a document, ``{F|…}`` what must be removed, nested where furniture stands inside a document.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings

from messy_samples import MESSY, messy_source
from plantext.cleaning import CleanSource, clean
from plantext.cleaning.folding import fold
from plantext.lexicon import builtin
from plantext.reading import read_bytes
from plantext.reading.source import Block, SourceText


@dataclass(frozen=True)
class Marked:
    """A page without its markup, with the spans that the markup gave."""

    text: str
    documents: list[tuple[int, int, str]]
    removed: list[tuple[int, int]]


def parse(markup: str) -> Marked:
    """Take the markup off."""
    out: list[str] = []
    stack: list[tuple[int, str]] = []
    documents, removed = [], []
    length = 0
    for piece in re.split(r"(\{[DF][^|{}]*\||\})", markup):
        if re.fullmatch(r"\{[DF][^|]*\|", piece):
            stack.append((length, piece[1:-1]))
        elif piece == "}":
            start, head = stack.pop()
            if head[0] == "D":
                documents.append((start, length, head[1:].strip()))
            else:
                removed.append((start, length))
        else:
            out.append(piece)
            length += len(piece)
    return Marked("".join(out), sorted(documents), removed)


def cleaned(text: str) -> CleanSource:
    """Clean a plain text."""
    return clean(read_bytes(text.encode("utf-8"), "test.txt"), builtin())


PAGES = [
    (
        "one field a line, its value in the next; the letterhead's notice prints the plan: one document",
        """{F|首页 > 政府信息公开 > 教育
索引号
000014349/2023-00087
发文机关
临溪市教育局
成文日期
2023-08-21
发布日期
2023-08-23
}{D directive|关于印发《临溪市中小学劳动教育实施方案》的通知
临教〔2023〕41号
各县(市、区)教育局,市直各学校:
现将《临溪市中小学劳动教育实施方案》印发给你们,请认真贯彻执行。
临溪市教育局
2023年8月21日
临溪市中小学劳动教育实施方案
为加强劳动教育,制定本方案。
一、总体要求
坚持立德树人,2024年底前全市中小学劳动教育必修课开齐率达到100%。
二、主要任务
(一)开足课程。中小学劳动教育课每周不少于1课时。}
{F|打印 关闭
相关附件:
1.劳动清单.docx
相关解读
《临溪市中小学劳动教育实施方案》政策解读
主办单位:临溪市教育局 ICP备案号:临ICP备12345678号
网站地图 | 联系我们}""",
    ),
    (
        "advertising before and behind the body, recommendations, pager, copyright",
        """{D plan|2023年小学语文教研组工作计划
{F|分类:工作计划 发布时间:2023-02-11 10:22:31 来源:范文之家 浏览:3021
导读:本文是关于小学语文教研组工作计划的文章,供大家参考,欢迎阅读!
}一、指导思想
以新课标为指导,以提高课堂效率为重点,扎实开展教研活动。
二、工作目标
1.全组教师每人上一节公开课。
2.学生优秀率达到40%以上。}
{F|以上就是小编为大家整理的2023年小学语文教研组工作计划的全部内容,希望对大家有所帮助!
相关推荐:
小学数学教研组工作计划
小学英语教研组工作计划
上一篇:幼儿园安全工作计划
下一篇:没有了
Copyright © 2015-2023 范文之家 版权所有}""",
    ),
    (
        "a catalogue of the collection's titles at the top, numbered titles as heads",
        """{F|小学德育工作总结范文大全
小学德育工作总结1
小学德育工作总结2
}{D summary|小学德育工作总结1
一学期来,我校德育工作在上级领导下取得了可喜的成绩。现总结如下:
一、加强领导
成立了德育工作领导小组,召开了专题会议4次。
二、主要做法
开展了主题班会12次,评选了文明学生86名。}
{D summary|小学德育工作总结2
本学期,我校坚持以人为本,开展了丰富多彩的德育活动。
一、养成教育
举办了养成教育月活动,全校师生积极参与。
二、存在的问题
家校合作不够紧密。}
{F|【小学德育工作总结】相关文章:
1.小学德育工作总结范文
2.德育工作总结小学}""",
    ),
    (
        "furniture amid the body: the items go on behind it",
        """{D plan|振华中学2024年度工作要点
{F|时间:2024-01-15 作者:admin 点击:120次
}2024年,学校工作总体思路是:稳规模、提质量、强特色。
一、党建引领
1.每月召开一次支部会议,每季度上一次党课。
{F|推荐阅读:2024年党建工作计划
}2.落实意识形态责任制。
{F|扫码关注公众号,获取更多资料
}二、教学质量
1.高考本科上线率达到65%以上。
{F|点击展开全文
}三、安全稳定
1.每月开展一次应急演练。
振华中学办公室
2024年1月10日}
{F|打印本页 关闭窗口}""",
    ),
    (
        "signature and date end a document, the next title starts a new one",
        """{D summary|清河镇中心小学2023年工作总结
2023年,我校在县局领导下取得了较好成绩,现总结如下:
一、主要成绩
全年培训教师120人次,获奖35人次。
二、存在不足
教师结构性缺编。
清河镇中心小学
2023年12月28日}
{D plan|清河镇中心小学2024年工作计划
为做好2024年工作,特制定本计划:
一、工作目标
合格率达到95%。
二、主要措施
每月教研一次。
清河镇中心小学
2024年1月3日}""",
    ),
    (
        "letterhead above a title on two lines; page numbers amid sentences",
        """{F|江口区教育局文件
江教〔2024〕12号
}{D directive|江口区教育局关于开展2024年春季开学
检查的通知
各中小学、幼儿园:
为确保春季学期平稳开学,现就开学检查有关事项通知如
{F|- 1 -
}下:
一、检查时间
2024年2月26日至3月1日。
二、检查内容
(一)校园安全。重点检查消防、食堂、校车等,隐患整改率
{F|- 2 -
}达到100%。
江口区教育局
2024年2月20日}
{F|- 3 -}""",
    ),
    (
        "titles printed twice, the second one running into the body",
        """{F|学校阅读推进三年方案
}
{D plan|学校阅读推进三年方案背景阅读是学习的基础,我校学生阅读量不足。
目标- 三年内人均年阅读量达到20本。
第一年1. 建设班级图书角,每班藏书不少于100册。}
{F|书香校园建设行动计划
}
{D plan|书香校园建设行动计划一、工作目标到2026年,生均图书达到30册。
二、主要措施每月举办一次读书会,每学期评选阅读之星50名。}""",
    ),
    (
        "page numbers of a document-sharing site amid sentences, items with the same marks among them",
        """{F|山区小学提质方案三套
上传人:li****8 文档编号:88001 上传时间:2023-10-26 格式:DOCX 页数:12
点击查看更多>>
1、}{D plan|云台小学课堂提质方案为提高课堂效率,制定本方案。一、工作目标到2026年,合格率达到95%,优秀率达到40%,教师人人过关,学生学业负担明显减轻,家长满意度保持在九成以上,形成稳定的教研机{F|2、}制。二、主要措施1、每周集体备课一次,由教研组长主持,做到定时间、定地点、定内容、定主讲人。2、每月检查教案一次,检查结果在教师大会上通报并与绩效挂钩,连续两次不合格的由教导{F|3、}处约谈。三、组织保障成立领导小组,校长任组长,副校长任副组长,各教研组长为成员,办公室设在教导处,负责日{F|4、}常工作。}
{F|展开阅读全文
相关资源
经营许可证:川ICP备00000001号}""",
    ),
    (
        "a plan of another trade in a collection of school plans is no education plan",
        """{F|幼儿园工作计划(通用2篇)
}{D plan|幼儿园工作计划 第1篇
为做好本学期保教工作,我园特制定本计划。
一、工作目标
幼儿户外活动每天不少于2小时。
二、具体措施
教师每月教研两次,家长开放日每学期一次。}
{D other|幼儿园工作计划 第2篇
为确保车间设备正常运转,生产部制订本计划,请各班组执行。
一、设备检修
每周检修机组一次,仓库货架承重不得超过额定值。
二、物流
叉车司机持证上岗,采购合同按月归档,客户投诉当日处理。}""",
    ),
    (
        "an attachment with its own title is a document of its own",
        """{D plan|望江学校三年发展规划
为促进学校发展,制定本规划。
一、发展目标
到2026年,建成区级特色学校。
二、主要任务
每年培养骨干教师5名。}
{F|附件2
}{D plan|望江学校劳动教育实施方案
为落实劳动教育,制定本方案。
一、课程安排
每周劳动课1节。
二、基地建设
建成校内农场1个。}
{F|[返回顶部]}""",
    ),
    (
        "a table of contents is furniture, the document is not",
        """{D plan|文溪县教育事业发展规划
{F|目 录
第一章 发展基础..................1
第二章 总体要求..................5
}第一章 发展基础
“十三五”时期,全县教育取得显著成绩,学前三年毛入园率达到91.2%。
第二章 总体要求
坚持优先发展,到2025年义务教育巩固率达到98%。}
{F|— 1 —}""",
    ),
    (
        "running head and page foot of a printed report between torn sentences",
        """{F|柳城区教研中心　　内部资料
}{D report|柳城区学生睡眠情况调查报告
为了解全区学生睡眠情况,我们于2024年3月开展了问卷调查,覆盖学校
{F|- 1 -
柳城区教研中心　　内部资料
}36所,发放问卷5200份,回收有效问卷5011份。
一、主要发现
小学生平均睡眠9.1小时,睡眠不足的占38.5%;初中生平均睡眠7.9小时,睡眠
{F|- 2 -
柳城区教研中心　　内部资料
}不足的占61.2%。
二、几点建议
建议推迟到校时间,控制作业总量。}
{F|- 3 -}""",
    ),
    (
        "a channel's page: lines of the channel above and below, 往期回顾",
        """{D summary|河东小学2023年工作总结
{F|原创 小河老师 河东小学 2024-01-12 18:00 发表于河南
收录于合集 #工作总结 12个
点击蓝字 关注我们
}2023年,河东小学在各级领导关怀下,取得了丰硕成果。
01 党建引领
全年开展主题党日12次,培养入党积极分子3名。
02 教学提质
六年级合格率达到99.1%,位居全县第一。}
{F|- END -
图文:王老师
编辑:李老师
往期回顾
1. 河东小学开展消防演练
2. 河东小学举行升旗仪式
微信扫一扫
关注该公众号}""",
    ),
    (
        "a notice with a list of annexes, its signature, and the annexed plan with a title of its own",
        """{D directive|关于组织开展第五届中小学生艺术节活动的通知
教体艺〔2023〕8号
各镇(街道)中心学校、局直属学校:
根据市局安排,决定组织开展第五届艺术节活动,现将有关事项通知如下:
一、活动时间
2023年4月—5月。
二、有关要求
请各校于5月20日前将报名表报体卫艺股。联系人:张某,电话:0000-2222222。
附件:1.第五届艺术节活动方案
      2.报名表
东陵县教育局
2023年3月20日}
{F|附件1
}{D plan|第五届中小学生艺术节活动方案
一、指导思想
坚持面向全体学生,每名学生至少参加1项活动。
二、活动内容
(一)合唱比赛。每校报送1支队伍。}""",
    ),
    (
        "head, body and foot of a page on one line",
        """{F|当前位置:首页 > 范文 > 教学计划} {D plan|小学英语教学计划 {F|发布时间:2022-09-01 10:22 浏览:33次} 一、指导思想 全面贯彻教育方针,培养学生听说能力。二、教学目标 1.学生能掌握单词120个。2.及格率达到95%以上。三、教学措施 1.认真备课,每课时写教学反思。2.每周听写2次。}{F|以上就是小编整理的小学英语教学计划,希望对大家有帮助。上一篇:语文教学计划 下一篇:数学教学计划 版权所有:某某网}""",
    ),
    (
        "unnumbered headings, annexes and items that end in 计划 and 总结 are no documents",
        """{D plan|实验小学书香校园建设工作方案
(2023—2024学年度)
为推进全民阅读,结合我校实际,制定本方案。
指导思想
坚持立德树人,营造书香氛围。
具体安排
1.制定读书计划
各班主任在开学第二周制定班级读书计划。
2.撰写读书总结
每学期末上交读书总结
附件:1.班级读书计划
2.读书活动安排
3.考核办法
实验小学教导处
2023年9月1日}""",
    ),
    (
        "a collection's title and the first document's on one line with their bodies",
        """{F|小学德育工作计划大全(热门)}{D plan|春风行动:河东小学德育工作计划前言德育是学校工作的灵魂,本计划以养成教育为主线,全体教师共同参与。一、工作目标文明班级占60%以上,违纪率控制在1%以内。二、主要措施1、开好班会。每周一次。2、抓好活动。每月一次。}""",
    ),
    (
        "heads of a collection inside a stream",
        """{F|小学教研工作总结精选2篇} {D summary|小学教研工作总结 篇1 一学期来,教研组在学校领导下取得较好成绩,现总结如下: 一、加强学习 组织学习18次。 二、存在不足 新教师成长较慢。} {D summary|小学教研工作总结 篇2 本学期已经结束,回顾工作,收获颇丰。 一、教研活动 共开展教研活动16次,听课230节。 二、今后打算 继续抓好薄弱学科。}""",
    ),
    (
        "a catalogue with numbers before its entries",
        """{F|目录
一、2024年春季教学计划
二、2023年秋季教学总结

}{D plan|2024年春季教学计划
为做好教学工作,特制定本计划。
一、工作目标
合格率达到95%。
二、主要措施
每周教研一次。}

{D summary|2023年秋季教学总结
一学期来,全体教师团结协作,圆满完成任务,现总结如下:
一、主要成绩
获县级奖励3项。
二、不足
教研氛围不浓。}""",
    ),
    (
        "terms of a sharing site between two documents of a collection",
        """{F|学校安全工作方案汇编
}{D plan|校园防溺水工作方案
为防止溺水事故,制定本方案。
一、目标
溺水事故为零。
二、措施
每周提醒一次,家访率100%。}
{F|【下载说明】
本资料共包含2篇文档,点击“立即下载”即可获取可编辑的WPS版本。
若文件无法打开,请更换浏览器重试。
}{D plan|校园消防安全工作方案
为做好消防工作,制定本方案。
一、目标
火灾事故为零。
二、措施
每学期演练2次。}""",
    ),
    (
        "contact lines at the end of a notice belong to it",
        """{D directive|县教育局关于规范作息时间的通知
各中小学:
现将有关要求通知如下:
一、小学上午上课时间不早于8:20。
二、各校于9月10日前报备。
县教育局
2023年9月1日
联系电话:0000-1234567
举报电话:0000-7654321}""",
    ),
]


@pytest.mark.parametrize(("why", "markup"), PAGES, ids=[row[0] for row in PAGES])
def test_pages(why: str, markup: str) -> None:
    page = parse(markup)
    result = cleaned(page.text)
    assert [(*document.span, document.doc_type) for document in result.documents] == page.documents
    got = {place for removed in result.removed for place in range(*removed.span)}
    want = {place for span in page.removed for place in range(*span)}
    printed = {place for place, char in enumerate(page.text) if not char.isspace()}
    lost = "".join(page.text[place] for place in sorted((got - want) & printed))
    kept = "".join(page.text[place] for place in sorted((want - got) & printed))
    assert (lost, kept) == ("", "")


CLEAN_TEXTS = [
    ("full width to half width", "关于２０２３年（春季）工作的通知：", "关于2023年(春季)工作的通知:"),
    (
        "spaces inside numbers",
        "为此,全县小学入学率应达到 9 8.5 % ,巩固率不低于 95 %。",
        "为此,全县小学入学率应达到 98.5%,巩固率不低于95%。",
    ),
    ("a space inside a word", "我校开展活动,促进学生全面发 展。", "我校开展活动,促进学生全面发展。"),
    ("figures read as letters", "从2O23年1O月起,合格率达到1OO%。", "从2023年10月起,合格率达到100%。"),
    (
        "letters that are letters stay",
        "推进OMO教学与O2O服务,建设CO2监测点3个。",
        "推进OMO教学与O2O服务,建设CO2监测点3个。",
    ),
    ("a stray space before the number's mark", "18 .局师训科牵头,制定培训计划。", "18.局师训科牵头,制定培训计划。"),
    (
        "a damaged number stays for the structure room",
        "L凝炼办学理念,全面贯彻教育方针。",
        "L凝炼办学理念,全面贯彻教育方针。",
    ),
    ("names keep their spaces", "成员:王芳 李小明 张建国 赵敏", "成员:王芳 李小明 张建国 赵敏"),
    (
        "a stray page digit after a comma",
        "全面推进素质教育,1 深化课堂改革,提高质量。",
        "全面推进素质教育,深化课堂改革,提高质量。",
    ),
    (
        "a figure with its unit is no stray digit",
        "全校共有教师30人,2 名外聘,共5个班。",
        "全校共有教师30人,2名外聘,共5个班。",
    ),
    (
        "letters for figures with spaces among them",
        "比例不低于4 O%,参赛面1 OO%,师生比达到1 : l8,每学期测评l次,共拨付2 400 万元。",
        "比例不低于40%,参赛面100%,师生比达到1:18,每学期测评1次,共拨付2400万元。",
    ),
    (
        "years torn apart",
        "本办法适用于( 2 0 24—2O26年 ),自2 0 24年起施行。",
        "本办法适用于(2024—2026年),自2024年起施行。",
    ),
    (
        "spaces that part headings from their text in a line that lost its breaks",
        "一、指导思想 以德育为首。 二、工作目标 安全事故为零。 三、工作措施 每周检查一次。",
        "一、指导思想 以德育为首。二、工作目标 安全事故为零。三、工作措施 每周检查一次。",
    ),
    ("zero-width characters", "加强\u200b师德建设,每学期培训2次。", "加强师德建设,每学期培训2次。"),
]


@pytest.mark.parametrize(("why", "text", "expected"), CLEAN_TEXTS, ids=[row[0] for row in CLEAN_TEXTS])
def test_clean_text(why: str, text: str, expected: str) -> None:
    body = "\n".join(document.clean.text for document in cleaned(text).documents)
    assert body == expected


JOINS = [
    (
        "wrapped lines become paragraphs; headings and the signature stay",
        "松林小学教学工作总结\n　　本学期我校教学工作紧紧围绕提高教育质量这一中心,认真贯彻落实课程\n标准,全体教师团结协作,圆满完成了各项工作任务,现将主要工作总结如\n下:\n　　一、抓常规\n　　学校坚持每月检查一次备课、作业,共检查教案312本,优秀率达到6\n8.5%。教导处随堂听课56节,召开学生座谈会3次,发放问卷240份,满意\n率为96%。\n松林小学\n2024年1月15日",
        6,
    ),
    (
        "a paragraph that a page tore, with an empty line between",
        "甲校教研计划\n合理搭建教研平台,成立科研课题组,开展好课题科研活动,发挥骨干教师引领作用,通过引领,激发教\n\n师专业成长的动力,使教师自觉学习。",
        2,
    ),
    ("a line that ends with a comma goes on", "甲校工作计划\n入学率小学达到100%,\n初中达到99.5%。", 2),
    (
        "items without marks at their end stay apart",
        "甲校工作计划\n主要任务:\n1.将记录和照片进行总结,形成文件发放至各部门和各年级组,供全体教师学习\n2.召开全体教师大会,对结果进行通报",
        4,
    ),
    (
        "labels stay apart",
        "甲校工作计划\n为切实推动本次整治活动的顺利进行,经学校研究决定,成立活动领导小组\n组长:张三\n副组长:李四",
        4,
    ),
]


@pytest.mark.parametrize(("why", "text", "lines"), JOINS, ids=[row[0] for row in JOINS])
def test_joined_lines(why: str, text: str, lines: int) -> None:
    (document,) = cleaned(text).documents
    assert len(document.blocks) == lines


METADATA = [
    (
        "pairs on one line without colons",
        "索引号 1115/2020-01 主题分类 科技、教育\n发布机构 教育局 发文字号\n成文日期 2020-05-21 公文时效 有效\n河东区教学视导方案\n为做好教学视导,制定本方案。",
        {
            "索引号": "1115/2020-01",
            "主题分类": "科技、教育",
            "发布机构": "教育局",
            "成文日期": "2020-05-21",
            "公文时效": "有效",
        },
    ),
    (
        "names printed with spaces, a colon each",
        "索 引 号:YX0620/2024-00371\n发文机关:河东区教育局\n有 效 性:有效\n河东区教学视导方案\n为做好教学视导,制定本方案。",
        {"索引号": "YX0620/2024-00371", "发文机关": "河东区教育局", "有效性": "有效"},
    ),
    (
        "tab-separated",
        "索引号\tK10-2023-5\t发文机关\t河东区教育局\n成文日期\t2023-05-06\t发文字号\t河教〔2023〕5号\n河东区教学视导方案\n为做好教学视导,制定本方案。",
        {"索引号": "K10-2023-5", "发文机关": "河东区教育局", "成文日期": "2023-05-06", "发文字号": "河教〔2023〕5号"},
    ),
    (
        "the letterhead",
        "河东区教育局文件\n河教〔2023〕5号\n河东区教学视导方案\n为做好教学视导,制定本方案。",
        {"发文机关": "河东区教育局", "发文字号": "河教〔2023〕5号"},
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), METADATA, ids=[row[0] for row in METADATA])
def test_metadata(why: str, text: str, expected: dict[str, str]) -> None:
    (document,) = cleaned(text).documents
    assert dict(document.metadata) == expected
    assert document.title == "河东区教学视导方案"


def test_near_repetition_is_marked() -> None:
    body = (
        "一是抓好常规,教师每学期听课不少于15节,教导处每月检查教案和作业。二是抓好教研,每个教研组每周集中活动一次,"
        "学校组织青年教师上汇报课。三是抓好质量,期中期末各进行一次质量分析,对薄弱学科的教师进行跟踪指导。"
        "四是抓好学生工作,开展书香校园建设,举办读书节和科技节,培养学生良好的学习习惯。"
    )
    text = f"教学计划 第1篇\n为做好工作,制定本计划。\n{body}\n教学计划 第2篇\n摘要:本文讨论教学计划。\n{body}\n教学计划 第3篇\n本学期我园举办运动会,家长踊跃参加。"
    assert [document.duplicate_of for document in cleaned(text).documents] == [None, 0, None]


def test_readers_judgement_is_honoured() -> None:
    lines = ["网站导航栏目", "河东小学工作计划", "为做好工作,制定本计划。", "页脚文字"]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    blocks = tuple(
        Block((start, start + len(line)), removed="furniture" if index in (0, 3) else None)
        for index, (start, line) in enumerate(zip(starts, lines, strict=True))
    )
    info = read_bytes(text.encode(), "a.txt").info
    result = clean(SourceText(text, blocks, info), builtin())
    assert result.documents[0].clean.text == "河东小学工作计划\n为做好工作,制定本计划。"
    assert [text[slice(*removed.span)] for removed in result.removed] == ["网站导航栏目", "页脚文字"]


def test_table_cells_keep_their_places() -> None:
    text = "任务分解表\n序号\t任务\t责任单位\n1\t\t教导处\n2\t开展教研\t"
    blocks = [Block((0, 5))]
    start = 6
    for row in text.split("\n")[1:]:
        cells, place = [], start
        for cell in row.split("\t"):
            cells.append((place, place + len(cell)))
            place += len(cell) + 1
        blocks.append(Block((start, start + len(row)), kind="table_row", cells=tuple(cells)))
        start += len(row) + 1
    source = SourceText(text, tuple(blocks), read_bytes(text.encode(), "a.txt").info)
    (document,) = clean(source, builtin()).documents
    rows = [[document.clean.text[slice(*cell)] for cell in block.cells] for block in document.blocks if block.cells]
    assert rows == [["序号", "任务", "责任单位"], ["1", "", "教导处"], ["2", "开展教研", ""]]


@settings(max_examples=150, deadline=None)
@given(MESSY)
def test_nothing_vanishes(text: str) -> None:
    """Each printed character is inside a document or removed, and each clean character is a source character."""
    source = messy_source(text)
    result = clean(source, builtin())
    seen = bytearray(len(source.text))
    for start, end in [document.span for document in result.documents] + [removed.span for removed in result.removed]:
        assert 0 <= start < end <= len(source.text)
        seen[start:end] = b"\1" * (end - start)
    assert not [char for char, hit in zip(source.text, seen, strict=True) if not hit and not char.isspace()]
    spans = [document.span for document in result.documents]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    removed = [stretch.span for stretch in result.removed]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(removed))
    for document in result.documents:
        check_clean_text(document, source.text)


def check_clean_text(document, source: str) -> None:  # type: ignore[no-untyped-def]
    text = document.clean.text
    last = -1
    for place, char in enumerate(text):
        if char == "\n":
            continue
        offset = document.clean.source_offset(place)
        assert offset > last
        assert document.span[0] <= offset < document.span[1]
        last = offset
        assert char == fold(source[offset]) or char in "01"
        assert document.clean.clean_offset(offset) == place
    assert "\n".join(text[slice(*block.span)] for block in document.blocks) == text
    assert document.title is None or "\n" not in document.title
    assert document.title_block <= len(document.blocks)


def test_cleaning_is_deterministic() -> None:
    text = parse(PAGES[0][1]).text
    assert cleaned(text) == cleaned(text)
