"""The keys of each page, as somebody has learned them."""

EVERYWHERE = (
    *(
        f"Alt+{n} {t}"
        for n, t in enumerate(("工作台", "台账", "检查", "趋势", "报告", "上报与接收", "设置"), 1)
    ),
    "Ctrl+PgUp 上一页",
    "Ctrl+PgDown 下一页",
    "F1 快捷键",
)
REVIEW = (
    "Ctrl+1 发现的问题",
    "Ctrl+2 更新倒计时",
    "Ctrl+3 处置建议",
    "Ctrl+4 监测线索",
    "Ctrl+5 矩阵",
    "Ctrl+6 热点事件",
    "Ctrl+7 备案期限",
    "Esc 返回台账",
    "F4 展开或收起详情",
)
EXCHANGE = (
    "Ctrl+1 上报",
    "Ctrl+2 接收",
    "Ctrl+3 报送情况",
    "Ctrl+4 发出检查表格",
    "Ctrl+5 收回检查表格",
    "Ctrl+6 收别的表格",
)
REGISTER = (
    "Ctrl+Del 从台账删除",
    "Ctrl+I 导入台账",
    "Ctrl+K 台账核对",
    "Ctrl+M 互动",
    "Ctrl+N 新增账号",
    "Ctrl+Shift+E 导出台账",
    "F4 收起详情",
)
MESSAGES = (
    "Ctrl+1 留言与答复",
    "Ctrl+2 答复情况",
    "Ctrl+N 记一条提问",
    "Esc 返回台账",
)
KEYS = {
    "工作台": (
        "Ctrl+D 核对更新日期",
        "Ctrl+I 导入台账",
        "Ctrl+N 新增账号",
    ),
    "核对更新日期": (
        "Ctrl+Shift+V 粘贴名单",
        "Esc 回到工作台",
    ),
    "粘贴名单": ("Esc 不采用",),
    "台账": (*REGISTER,),
    "账号的检查": (*REGISTER,),
    "账号的发布": (
        *REGISTER,
        "Ctrl+E 粘贴或录入",
        "Ctrl+Shift+I 导入发布记录",
    ),
    "账号的沿革": (
        *REGISTER,
        "Ctrl+E 登记事项",
    ),
    "新增账号": (
        "Ctrl+I 导入台账",
        "Ctrl+K 台账核对",
        "Ctrl+M 互动",
        "Ctrl+Return 登记",
        "Ctrl+Shift+E 导出台账",
        "Esc 不登记",
        "F4 收起详情",
    ),
    "台账核对 1": (
        *REVIEW,
        "Ctrl+O 看这个账号",
        "Ctrl+Return 不是问题",
    ),
    "台账核对 2": (
        *REVIEW,
        "Ctrl+O 看这个账号",
    ),
    "台账核对 3": (
        *REVIEW,
        "Ctrl+O 看这个账号",
    ),
    "台账核对 4": (
        *REVIEW,
        "Ctrl+I 导入线索",
    ),
    "台账核对 5": (
        *REVIEW,
        "Ctrl+O 看这个账号",
    ),
    "台账核对 6": (
        *REVIEW,
        "Ctrl+O 看这个账号",
    ),
    "台账核对 7": (*REVIEW,),
    "导出台账": (
        "Ctrl+L 选择版式文件",
        "Ctrl+Return 导出",
        "Esc 返回台账",
    ),
    "互动": (*MESSAGES,),
    "互动统计": (*MESSAGES,),
    "检查": (
        "Ctrl+B 重新检查",
        "Ctrl+I 导入手机检查",
        "Ctrl+L 照单录入",
        "Ctrl+P 打印空白表",
        "Ctrl+R 再看一遍",
        "Ctrl+Return 下一个",
        "Ctrl+Shift+I 缺照片",
        "Ctrl+Shift+P 打印本期全部",
        "Ctrl+Shift+R 两次核对",
        "Ctrl+T 表格填",
    ),
    "逐项检查": (
        "Ctrl+Down 下一节",
        "Ctrl+O 选证据文件",
        "Ctrl+S 完成",
        "Ctrl+Up 上一节",
        "Ctrl+V 粘贴证据",
        "Esc 返回列表",
        "F6 备注",
        "F7 不适用",
        "F8 截屏作证据",
        "F9 查不到",
    ),
    "表格填": (
        "Ctrl+B 逐题检查这个账号",
        "Ctrl+C 复制",
        "Ctrl+D 向下填充",
        "Ctrl+K 确认所选",
        "Ctrl+S 完成",
        "Ctrl+V 粘贴",
        "Del 清除所选",
        "Esc 返回列表",
        "F8 下一处没有接受的",
    ),
    "照单录入": (
        "Ctrl+J 附扫描件",
        "Ctrl+L 扫下一张",
        "Esc 返回列表",
    ),
    "缺照片": ("Esc 返回列表",),
    "两次核对": ("Esc 返回列表",),
    "趋势": (
        "Ctrl+I 补录历史通报",
        "Ctrl+S 存为图片",
        "Ctrl+Shift+C 复制图",
        "Ctrl+Shift+S 存为矢量图",
    ),
    "报告": (
        "Ctrl+S 写出问题清单",
        "Ctrl+Shift+C 复制",
    ),
    "上报与接收 1": (
        *EXCHANGE,
        "Ctrl+M 更多选项",
        "Ctrl+S 生成上报文件",
    ),
    "上报与接收 2": (
        *EXCHANGE,
        "Ctrl+I 选择文件",
    ),
    "上报与接收 3": (
        *EXCHANGE,
        "Ctrl+D 登记报送",
        "Ctrl+M 复制催报内容",
        "Ctrl+Shift+J 检查计划",
        "Ctrl+Shift+M 复制全部催报内容",
    ),
    "上报与接收 4": (*EXCHANGE,),
    "上报与接收 5": (
        *EXCHANGE,
        "Ctrl+I 选择文件",
    ),
    "上报与接收 6": (
        *EXCHANGE,
        "Ctrl+I 选择文件",
    ),
    "设置": (
        "Ctrl+B 立即备份",
        "Ctrl+M 管理检查表",
        "Ctrl+U 管理单位",
    ),
    "管理检查表": (
        "Ctrl+E 写出工作簿",
        "Ctrl+I 导入检查表",
        "Ctrl+T 试填",
        "Esc 返回设置",
    ),
    "管理单位": (
        "Ctrl+E 变更这个单位",
        "Ctrl+I 导入名册",
        "Esc 返回设置",
    ),
}
