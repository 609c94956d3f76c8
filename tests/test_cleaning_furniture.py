"""Single lines between the paragraphs of a body: what is furniture wherever it stands, and what only looks like it."""

from __future__ import annotations

import pytest

from plantext.cleaning import clean
from plantext.lexicon import builtin
from plantext.reading import read_bytes

ABOVE = "河东小学2024年工作计划\n为做好2024年工作,结合学校实际,特制定本计划。\n一、工作目标\n学生合格率达到95%以上,教师人人过关,家长满意度稳步提高。\n"
BELOW = "\n二、主要措施\n教导处每月检查一次教案,结果在教师大会上通报,并与绩效挂钩。"

FURNITURE = {
    "terms of document-sharing sites": [
        "本资料共收录6篇文档,点击左下角“立即购买”后可下载,下载次数不限。",
        "1、本文档共7页,其中可免费阅读2页,需付费后方可阅读剩余内容。",
        "2、本文档内容版权归属内容提供方,所产生的收益归内容提供方所有。",
        "该文档为VIP文档,成为VIP会员后可免费下载。",
        "成为VIP后,下载本文档将扣除1次下载权益,不支持退款、换文档。",
        "若页面打不开,请更换浏览器重试,或联系客服处理。",
        "下载的文档,不会出现我们的网址水印。",
        "剩余内容需购买后查看",
        "登录后可下载全文",
        "亲,该文档总共12页,到这儿已超出免费预览范围,如果喜欢就下载吧!",
        "【文档说明】共5页,支持Word编辑,可直接打印。",
        "篇幅所限,此处仅展示部分内容",
        "文档分类:教育专区 > 工作计划",
        "推荐访问:计划 德育 工作",
        "该文档贡献者很忙,什么也没留下。",
    ],
    "marks of programs": [
        "扫描全能王 创建",
        "本页已使用福昕阅读器进行编辑",
        "Created with an evaluation copy of Aspose.Words.",
    ],
    "counters and buttons": [
        "阅读 2.3万",
        "15人点赞",
        "赞(8)",
        "全屏阅读",
        "复制本文",
        "听全文 约3分钟",
        "打印日期:2024-05-06",
        "【返回】",
    ],
    "page numbers": ["~ 3 ~", "P3", "Page 3 of 12", "— 7 —", "第3页"],
    "channels": [
        "后台回复“计划”获取完整版",
        "点个“在看”再走吧",
        "图源:网络",
        "往期回顾",
        "[责任编辑:小禾]",
    ],
    "praise of the site": [
        "上述文本为工作计划的全部内容,谢谢阅读!",
        "希望以上内容可以帮助到您",
        "这是一份关于学校工作计划的范文,供参考。",
    ],
    "headings of lists": ["【相关文章】", "热门文章TOP10", "您还可以阅读", ">>更多工作计划"],
}

BODY = [
    "各校要通过网站、微信公众号等平台公布举报电话。",
    "组织教师下载并安装国家平台客户端,注册率达到100%。",
    "学校建立课件资料库,教师可免费下载使用。",
    "组织师生学习著作权法,使用正版软件,未经授权不得复制。",
    "欢迎家长来校参观,来访电话由总务处值守。",
    "上述材料由教导处整理归档,供教师备课时参考。",
    "温馨提示",
    "学校在门口张贴温馨提示,提醒家长即停即走。",
    "本制度由教导处负责解释。",
    "会员单位每年交流两次,轮流承办。",
    "班主任利用QQ群、微信群与家长联系。",
    "学校网站每周更新不少于2次,浏览量达到1万次。",
    "学生认领责任田,每周管护一次。",
    "推荐阅读书目:每学期不少于10本。",
    "积分兑换:每学期积分前10名的班级给予表彰。",
    "编辑校刊《晨曦》,每学期两期。",
    "请仔细阅读文件,确保各项要求落实到位。",
]


def removed_share(line: str) -> float:
    """Return the share of a line's printed characters that are removed where it stands amid a body."""
    result = clean(read_bytes((ABOVE + line + BELOW).encode("utf-8"), "test.txt"), builtin())
    assert len(result.documents) == 1
    gone = {place for stretch in result.removed for place in range(*stretch.span)}
    printed = [place for place in range(len(ABOVE), len(ABOVE) + len(line)) if not (ABOVE + line)[place].isspace()]
    return sum(place in gone for place in printed) / len(printed)


@pytest.mark.parametrize("line", [line for lines in FURNITURE.values() for line in lines])
def test_furniture_goes(line: str) -> None:
    assert removed_share(line) == 1


@pytest.mark.parametrize("line", BODY)
def test_body_stays(line: str) -> None:
    assert removed_share(line) == 0


def test_a_notice_goes_with_the_terms_below_it() -> None:
    """温馨提示 is furniture above the terms of a site, and a heading above a school's own text (see BODY)."""
    assert removed_share("★ 温馨提示 ★\n若文档显示乱码,请联系客服处理。") == 1
