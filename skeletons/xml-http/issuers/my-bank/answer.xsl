<?xml version="1.0" encoding="UTF-8"?>
<!-- The bank's answer to the canonical answer. No decision here means that the outcome is unknown, so list only what the
  bank's specification says. -->
<xsl:stylesheet version="3.0" expand-text="yes"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xpath-default-namespace="urn:my-bank:registration:1">

  <!-- Whatever has no template, an error page for instance or another result, says nothing. -->
  <xsl:mode on-no-match="deep-skip"/>
  <xsl:mode name="decision" on-no-match="deep-skip"/>

  <xsl:template match="/RegisterCardResult[count(Token) le 1 and count(Reason) le 1]">
    <answer>
      <xsl:apply-templates select="@result" mode="decision"/>
      <requestId>{@reference}</requestId>
      <tokenReference>{Token}</tokenReference>
      <reasonCode>{Reason}</reasonCode>
    </answer>
  </xsl:template>

  <xsl:template match="@result[. = 'OK']" mode="decision"><decision>APPROVED</decision></xsl:template>
  <xsl:template match="@result[. = 'NO']" mode="decision"><decision>DECLINED</decision></xsl:template>
  <xsl:template match="@result[. = 'CHECK']" mode="decision"><decision>VERIFICATION_REQUIRED</decision></xsl:template>
  <xsl:template match="@result[. = 'LATER']" mode="decision"><decision>NOT_PROCESSED</decision></xsl:template>

</xsl:stylesheet>
